import type { Lang, Manifest } from './api';
import { codeText } from './codes';
import { t } from './i18n';
import type { OverlayId } from './layers';
import { featureName, type Props } from './overlays';
import { singular } from './popup';

/** What a search may find: a place of the run, or coordinates. */
export interface Hit {
    /** As `App.flyTo` takes it: `overlay.id`, or `@lat,lon`. */
    key: string;
    name: string;
    kind: string;
    /** Everything it is found by, in both languages, lower case. */
    words: string;
}

/** "29.93,121.9", "121.9 29.93", "29.93°N, 121.9°E": what is beyond 90 is the longitude; else latitude comes first. */
export function parseCoordinates(text: string): [number, number] | null {
    const parts = text.trim().toUpperCase().replace(/[°度]/g, '').split(/[\s,，;；]+/).filter(Boolean);
    const pattern = /^([NSEW])?([+-]?\d{1,3}(?:\.\d+)?)([NSEW])?$/;
    if (parts.length !== 2) return null;
    const found = parts.map((part) => pattern.exec(part));
    if (!found[0] || !found[1]) return null;
    const values = found.map((match) => {
        const letter = match![1] ?? match![3] ?? '';
        return { letter, value: Number(match![2]) * (letter === 'S' || letter === 'W' ? -1 : 1) };
    });
    const [a, b] = values;
    const lonFirst = /[EW]/.test(a.letter) || /[NS]/.test(b.letter) || Math.abs(a.value) > 90;
    const [lon, lat] = lonFirst ? [a.value, b.value] : [b.value, a.value];
    return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? [lon, lat] : null;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const both = (code: string) => `${codeText(code, 'zh')} ${codeText(code, 'en')}`;

function hitOf(overlay: OverlayId, key: string, props: Props, manifest: Manifest, lang: Lang): Hit {
    const id = text(props.id) || key.split('.')[1];
    const name = featureName(overlay, props, manifest.synthetic, lang);
    const about = [props.type, props.kind, props.port_area, props.district].map(text).filter(Boolean);
    const detail = codeText(text(props.type) || text(props.port_area) || text(props.kind), lang);
    const names = manifest.synthetic && overlay !== 'zones' ? [] : [text(props.name_zh), text(props.name_en)];
    const words = [id, ...names, ...about, ...about.map(both), t('zh', singular[overlay]), t('en', singular[overlay])];
    return {
        key,
        name: name === id ? id : `${name} · ${id}`,
        kind: [t(lang, singular[overlay]), detail].filter(Boolean).join(' · '),
        words: words.join(' ').toLowerCase(),
    };
}

/** Places of an overlay; sources stand for their enterprises where they name one. */
export function hitsOf(overlay: OverlayId, features: { key: string; props: Props }[], manifest: Manifest, lang: Lang): Hit[] {
    const hits = features.map(({ key, props }) => hitOf(overlay, key, props, manifest, lang));
    if (overlay !== 'sources') return hits;
    const enterprises = new Map<string, Hit>();
    for (const { key, props } of features) {
        const id = text(props.enterprise);
        if (!id || enterprises.has(id)) continue;
        const name = manifest.synthetic ? '' : text(lang === 'zh' ? props.name_zh : props.name_en);
        const words = [id, manifest.synthetic ? '' : text(props.name_zh), manifest.synthetic ? '' : text(props.name_en), t('zh', 'enterprise'), t('en', 'enterprise')];
        enterprises.set(id, { key, name: name ? `${name} · ${id}` : id, kind: t(lang, 'enterprise'), words: words.join(' ').toLowerCase() });
    }
    return [...enterprises.values(), ...hits];
}

/** Coordinates first, then what begins with the text, then what holds it; every word must be there. */
export function find(all: Hit[], wanted: string, lang: Lang, most = 40): Hit[] {
    const query = wanted.trim().toLowerCase();
    if (!query) return [];
    const at = parseCoordinates(wanted);
    const place: Hit[] = at ? [{ key: `@${at[1].toFixed(5)},${at[0].toFixed(5)}`, name: `${at[1]}, ${at[0]}`, kind: t(lang, 'point'), words: '' }] : [];
    const parts = query.split(/\s+/);
    const found = at ? [] : all.filter((hit) => parts.every((part) => hit.words.includes(part)));
    const rank = ({ words }: Hit) => [` ${words} `.startsWith(` ${query} `), ` ${words} `.includes(` ${query} `), words.startsWith(query), words.includes(` ${query}`), true].indexOf(true);
    return [...place, ...found.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'zh', { numeric: true }))].slice(0, most);
}
