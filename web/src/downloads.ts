import { accessKey } from './access';
import type { Api, Lang, ManifestLayer } from './api';
import { h } from './dom';
import { t } from './i18n';

/** Links to the numbers and the legend of a layer. */
export function downloads(api: Api, layer: ManifestLayer, lang: Lang): HTMLElement {
    const id = encodeURIComponent(layer.id);
    const link = (path: string, name: string, label: string) => {
        const save = (event: Event) => {
            if (!accessKey()) return;
            event.preventDefault();
            void saveWithKey(api, path, name);
        };
        return h('a', { href: api.url(path), download: name, onclick: save }, label);
    };
    return h(
        'p',
        { class: 'downloads' },
        h('span', {}, t(lang, 'download')),
        link(`collections/${id}/coverage?f=tif`, `${layer.id}.tif`, 'GeoTIFF'),
        link(`legend/${id}.svg`, `${layer.id}-legend.svg`, `${t(lang, 'legend')} SVG`),
    );
}

/** A link carries no key: the file is fetched with it and saved from memory. */
export async function saveWithKey(api: Api, path: string, name: string): Promise<void> {
    const blob = await (await api.fetch(path)).blob();
    const link = h('a', { href: URL.createObjectURL(blob), download: name });
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
