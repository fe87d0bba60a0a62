import type Map from 'ol/Map';
import { replace, h } from './dom';

/** Credits of what is on the map at the moment; OpenStreetMap's and GSHHG's stand there always, as the runs hold both. */
export function attribution(map: Map, element: Element): void {
    const always = ['© OpenStreetMap contributors', 'GSHHG'];
    const show = () => {
        const texts = new Set(always);
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
