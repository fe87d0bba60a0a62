import type { Api, Lang, ManifestLayer } from './api';
import { h } from './dom';
import { t } from './i18n';

/** Links to the numbers and the legend of a layer. */
export function downloads(api: Api, layer: ManifestLayer, lang: Lang): HTMLElement {
    const id = encodeURIComponent(layer.id);
    const link = (path: string, name: string, label: string) => h('a', { href: api.url(path), download: name }, label);
    return h(
        'p',
        { class: 'downloads' },
        h('span', {}, t(lang, 'download')),
        link(`collections/${id}/coverage?f=tif`, `${layer.id}.tif`, 'GeoTIFF'),
        link(`legend/${id}.svg`, `${layer.id}-legend.svg`, `${t(lang, 'legend')} SVG`),
    );
}
