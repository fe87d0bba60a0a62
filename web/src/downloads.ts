import { accessKey } from './access';
import type { Api, Lang, Manifest, ManifestLayer } from './api';
import { h } from './dom';
import { pick, t, type Word } from './i18n';
import { overlaysOf } from './layers';

/** Links to what the server has of a layer and of its run: numbers, legend, features, tables, manifest. */
export function downloads(api: Api, layer: ManifestLayer, manifest: Manifest, style: string | null, lang: Lang): HTMLElement {
    const id = encodeURIComponent(layer.id);
    const query = style ? `?style=${encodeURIComponent(style)}&` : '?';
    const link = (path: string, name: string, label: string) => fileLink(api, path, name, label);
    const first = h(
        'p',
        { class: 'downloads' },
        h('span', {}, t(lang, 'download')),
        link(`collections/${id}/coverage?f=tif`, `${layer.id}.tif`, 'GeoTIFF'),
        link(`legend/${id}.svg${query}language=${lang}`, `${layer.id}-legend.svg`, `${t(lang, 'legend')} SVG`),
        link(`legend/${id}.png${query}language=${lang}`, `${layer.id}-legend.png`, 'PNG'),
    );
    const rows = overlaysOf(manifest).map((overlay) => link(`collections/${overlay.id}/items?limit=${overlay.features}`, `${overlay.id}.geojson`, `${t(lang, overlay.id as Word)} GeoJSON`));
    for (const table of manifest.tables ?? []) {
        const file = table.path.replace(/^tables\//, '');
        rows.push(link(`tables/${encodeURIComponent(file)}`, file, `${pick(lang, table.title) || file} ${file.split('.').pop()!.toUpperCase()}`));
    }
    rows.push(link('manifest.json', `${manifest.id}.json`, `${t(lang, 'manifestFile')} JSON`));
    const list = h('ul', {}, ...rows.map((row) => h('li', {}, row)));
    return h('div', {}, first, h('details', { class: 'downloads-more' }, h('summary', {}, t(lang, 'moreDownloads')), list, h('p', { class: 'hint' }, t(lang, 'onlyMapgen'))));
}

function fileLink(api: Api, path: string, name: string, label: string): HTMLElement {
    const save = (event: Event) => {
        if (!accessKey()) return;
        event.preventDefault();
        void saveWithKey(api, path, name);
    };
    return h('a', { href: api.url(path), download: name, onclick: save }, label);
}

/** A link carries no key: the file is fetched with it and saved from memory. */
export async function saveWithKey(api: Api, path: string, name: string): Promise<void> {
    const blob = await (await api.fetch(path)).blob();
    const link = h('a', { href: URL.createObjectURL(blob), download: name });
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
