import type { Lang, Manifest } from './api';
import { h, replace } from './dom';
import { timeText } from './format';
import { frame } from './frame';
import { markText, pick, syntheticMark, t } from './i18n';

/** Title, data period, run and time; the mark of a synthetic run as badge and watermark. */
export function renderMarks(manifest: Manifest, lang: Lang): void {
    const title = pick(lang, manifest.project.title) || manifest.project.name;
    document.title = `${manifest.synthetic ? `${markText(lang)} · ` : ''}${title}`;
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
    const period = manifest.project.period;
    const facts = [
        period && `${t(lang, 'period')} ${period.start} – ${period.end}`,
        `${t(lang, 'run')} ${manifest.id}`,
        `${t(lang, 'made')} ${timeText(manifest.created, lang)}`,
    ].filter((fact): fact is string => Boolean(fact));
    document.getElementById('title')!.textContent = title;
    replace(document.getElementById('subtitle')!, ...facts.map((fact) => h('span', {}, fact)));
    const badge = document.getElementById('synthetic')!;
    badge.hidden = !manifest.synthetic;
    badge.textContent = markText(lang);
    badge.title = t(lang, 'syntheticNote');
    const watermark = document.getElementById('watermark')!;
    watermark.hidden = !manifest.synthetic;
    if (manifest.synthetic) watermark.style.setProperty('--mark', `url("${watermarkImage(lang)}")`);
}

function watermarkImage(lang: Lang): string {
    const line = (text: string, y: number, size: number, spacing: number) => `<text x="210" y="${y}" font-size="${size}" letter-spacing="${spacing}">${text}</text>`;
    const second = lang === 'en' ? line(t('en', 'synthetic'), 166, 17, 1) : '';
    const svg =
        `<svg xmlns="http://www.w3.org/2000/svg" width="420" height="260"><g text-anchor="middle" transform="rotate(-24 210 130)" fill="#7d8994" ` +
        `fill-opacity=".42" font-family="PingFang SC,Microsoft YaHei,Noto Sans CJK SC,WenQuanYi Micro Hei,sans-serif">` +
        `${line(syntheticMark, 140, 25, 3)}${second}</g></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

/** What stands on every map, whatever is shown. */
export function captionParts(manifest: Manifest, lang: Lang): { method: string; status: string[] } {
    const risky = manifest.layers.some((layer) => layer.scenario !== null);
    return {
        method: t(lang, risky ? 'caption' : 'captionAmbient'),
        status: [
            risky ? t(lang, 'defaults') : '',
            manifest.review_number ? `${t(lang, 'reviewed')} ${manifest.review_number}` : t(lang, 'unreviewed'),
        ].filter(Boolean),
    };
}

/** "草案 · 未经地图审核", "对外版本 · 审图号 …": how far the map has come. */
export function releaseText(manifest: Manifest, lang: Lang): string {
    const number = manifest.review_number;
    const parts = number
        ? [t(lang, 'released'), `${t(lang, 'reviewed')} ${number}`]
        : [t(lang, manifest.audience === 'internal' ? 'draftInternal' : 'draftMap'), t(lang, 'notReviewed')];
    if (manifest.synthetic) parts.push(t(lang, 'sampleShort'));
    return parts.join(' · ');
}

/** Whom to ask about the map; addresses become links. Null where the project names nobody. */
function contactLine(manifest: Manifest, lang: Lang): HTMLElement | null {
    const text = pick(lang, manifest.project.contact);
    if (!text) return null;
    const line = h('span', { class: 'contact' }, `${t(lang, 'contact')}: `);
    for (const part of text.split(/([\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?:\/\/[^\s，,；;()（）]+)/)) {
        const address = part.includes('@') ? `mailto:${part}` : part;
        line.append(/^(mailto:|https?:)/.test(address) && !/\s/.test(part) ? h('a', { href: address, rel: 'noopener' }, part) : part);
    }
    return line;
}

/** Which plane the map is drawn in, and which the data are in. */
export function crsText(manifest: Manifest, lang: Lang): string {
    const planes = { WebMercatorQuad: 'Web Mercator (EPSG:3857)', 'WebMercatorQuad-GCJ02': 'GCJ-02 / Web Mercator', CGCS2000Quad: 'CGCS2000 (EPSG:4490)' };
    return `${t(lang, 'crsMap')} ${planes[frame.tms]}; ${t(lang, 'crsData')} ${manifest.project.crs}`;
}

export function renderCaption(manifest: Manifest, lang: Lang): void {
    const { method, status } = captionParts(manifest, lang);
    replace(
        document.getElementById('caption')!,
        h('span', {}, method),
        ...status.map((text) => h('strong', {}, text)),
        contactLine(manifest, lang),
        h('span', { class: 'print-only' }, crsText(manifest, lang)),
    );
}
