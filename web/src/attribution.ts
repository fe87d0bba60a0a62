import type Map from 'ol/Map';
import type { Lang } from './api';
import { replace, h } from './dom';
import { frame } from './frame';
import { t } from './i18n';

/** Credits of what is on the map at the moment; OpenStreetMap's and GSHHG's stand there always, as the runs hold both. */
export function attribution(map: Map, element: Element, lang: () => Lang): void {
    const always = ['© OpenStreetMap contributors', 'GSHHG'];
    const show = () => {
        const texts = new Set(always);
        if (frame.tms === 'WebMercatorQuad-GCJ02') texts.add(t(lang(), 'alignedGcj02'));
        for (const layer of map.getAllLayers()) {
            const credit = layer.get('credit');
            if (credit && layer.getVisible()) texts.add(String(credit));
        }
        replace(element, ...[...texts].map((text) => h('span', {}, text)));
    };
    show();
    map.on('moveend', show);
    map.getLayers().on('change:length', show);
}
