import type Map from 'ol/Map';
import type { Lang, Manifest } from './api';
import { byId } from './dom';
import { threeFigures, unitText } from './format';
import { capital, markText, pick, syntheticMark, t } from './i18n';
import { titleOf } from './layers';
import { holdsLimit, legendRows, limitOf, noteTexts, statusEntries, uncolouredText, type LegendRow } from './legend';
import { captionParts, crsText, releaseText } from './marks';
import type { Shown } from './rasters';
import { pairText } from './runs';

const family = '"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif';
const ink = '#1c2a33';
/** Title above, lines below, legend beside the map: pixels. */
const [head, foot, side] = [56, 84, 300];

function drawMap(map: Map, context: CanvasRenderingContext2D, scale: number): void {
    for (const canvas of map.getViewport()!.querySelectorAll<HTMLCanvasElement>('.ol-layer canvas, canvas.ol-layer')) {
        if (!canvas.width) continue;
        const opacity = canvas.parentElement?.style.opacity || canvas.style.opacity;
        context.globalAlpha = opacity === '' ? 1 : Number(opacity);
        const matrix = /^matrix\(([^)]*)\)$/.exec(canvas.style.transform);
        const parts = matrix ? matrix[1].split(',').map(Number) : [canvas.clientWidth / canvas.width, 0, 0, canvas.clientHeight / canvas.height, 0, 0];
        context.setTransform(parts[0] * scale, parts[1], parts[2], parts[3] * scale, parts[4] * scale, parts[5] * scale);
        context.drawImage(canvas, 0, 0);
    }
    context.globalAlpha = 1;
    context.setTransform(scale, 0, 0, scale, 0, 0);
}

function drawMark(context: CanvasRenderingContext2D, width: number, height: number, lang: Lang): void {
    context.save();
    context.font = `600 24px ${family}`;
    context.fillStyle = 'rgba(125,137,148,.42)';
    for (let y = 60; y < height + 200; y += 200) {
        for (let x = -100; x < width + 200; x += 380) {
            context.save();
            context.translate(x + ((y / 200) % 2) * 120, y);
            context.rotate(-0.4);
            context.fillText(syntheticMark, 0, 0);
            if (lang === 'en') context.fillText(t('en', 'synthetic'), 0, 28);
            context.restore();
        }
    }
    context.restore();
}

/** Lines that fit: broken between words, and between Chinese characters. */
function wrapped(context: CanvasRenderingContext2D, text: string, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const part of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) ?? []) {
        if (line && context.measureText(line + part).width > width) {
            lines.push(line.trimEnd());
            line = '';
        }
        line += part;
    }
    return line ? [...lines, line] : lines;
}

/** Writes from the top down; gives where the next line begins. */
function write(context: CanvasRenderingContext2D, text: string, x: number, y: number, width: number, size: number, weight = 400): number {
    context.font = `${weight} ${size}px ${family}`;
    context.fillStyle = ink;
    const step = Math.round(size * 1.4);
    return wrapped(context, text, width).reduce((at, line) => {
        context.fillText(line, x, at + size);
        return at + step;
    }, y);
}

function drawHatch(context: CanvasRenderingContext2D, colour: string, x: number, y: number, width: number, height: number): void {
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.beginPath();
    for (let start = -height; start < width; start += 6) {
        context.moveTo(x + start, y + height);
        context.lineTo(x + start + height, y);
    }
    context.strokeStyle = colour;
    context.lineWidth = 2;
    context.stroke();
    context.restore();
}

/** As the map shows it: over land, at the layer's opacity. */
function drawSwatch(context: CanvasRenderingContext2D, row: LegendRow, x: number, y: number, opacity: number, land: string): void {
    context.fillStyle = land;
    context.fillRect(x, y, 26, 17);
    context.globalAlpha = row.hatched ? 0.31 * opacity : opacity;
    context.fillStyle = row.colour;
    context.fillRect(x, y, 26, 17);
    context.globalAlpha = opacity;
    if (row.hatched) drawHatch(context, row.colour, x, y, 26, 17);
    context.globalAlpha = 1;
}

function drawBlank(context: CanvasRenderingContext2D, x: number, y: number, land: string): void {
    context.fillStyle = land;
    context.fillRect(x, y, 26, 17);
    context.strokeStyle = '#5b6670';
    context.lineWidth = 1;
    context.setLineDash([3, 2]);
    context.strokeRect(x + 0.5, y + 0.5, 25, 16);
    context.setLineDash([]);
}

interface Key {
    title: string;
    subtitle: string;
    rows: LegendRow[];
    uncoloured: string | null;
    notes: string[];
}

function drawLegend(context: CanvasRenderingContext2D, key: Key, x: number, top: number, opacity: number, land: string): void {
    const width = side - 36;
    let y = write(context, key.title, x, top, width, 16, 650);
    if (key.subtitle) y = write(context, key.subtitle, x, y, width, 12.5);
    y += 8;
    for (const row of key.rows) {
        drawSwatch(context, row, x, y + 1, opacity, land);
        const below = write(context, [row.label, row.meaning].filter(Boolean).join('  '), x + 36, y, width - 36, 13);
        y = Math.max(below, y + 20) + 3;
    }
    if (key.uncoloured) {
        drawBlank(context, x, y + 1, land);
        y = Math.max(write(context, key.uncoloured, x + 36, y, width - 36, 13), y + 20) + 3;
    }
    y += 8;
    for (const note of key.notes) y = write(context, note, x, y, width, 11.5) + 2;
}

/** The bar that stands on the map, with its length. */
function drawScale(context: CanvasRenderingContext2D, x: number, y: number): void {
    const bar = document.querySelector<HTMLElement>('.ol-scale-line-inner');
    if (!bar) return;
    const width = Number.parseFloat(bar.style.width);
    context.fillStyle = 'rgba(255,255,255,.85)';
    context.fillRect(x - 8, y - 22, width + 16, 32);
    context.strokeStyle = context.fillStyle = ink;
    context.lineWidth = 2;
    context.beginPath();
    context.moveTo(x, y - 5);
    context.lineTo(x, y);
    context.lineTo(x + width, y);
    context.lineTo(x + width, y - 5);
    context.stroke();
    context.font = `600 12px ${family}`;
    context.textAlign = 'center';
    context.fillText(bar.textContent ?? '', x + width / 2, y - 8);
    context.textAlign = 'start';
}

function drawNorth(context: CanvasRenderingContext2D, x: number, y: number, word: string): void {
    context.fillStyle = 'rgba(255,255,255,.85)';
    context.fillRect(x - 18, y - 20, 36, 60);
    context.fillStyle = ink;
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + 9, y + 32);
    context.lineTo(x, y + 25);
    context.lineTo(x - 9, y + 32);
    context.closePath();
    context.fill();
    context.font = `650 13px ${family}`;
    context.textAlign = 'center';
    context.fillText(word, x, y - 5);
    context.textAlign = 'start';
}

function keyOf({ layer, legend, status, change }: Shown, manifest: Manifest, lang: Lang): Key {
    const unit = change ? '' : unitText(legend.unit);
    const title = capital(titleOf(layer, manifest, lang));
    const limit = change ? null : limitOf(layer, manifest);
    const marked = (row: LegendRow): LegendRow => (holdsLimit(row, limit) ? { ...row, meaning: `${t(lang, 'limit')} ${threeFigures(limit!.value)}` } : row);
    const compared = change ? pairText([change.from, change.to], lang).join(' → ') : '';
    return {
        title: change ? `${title} · ${pick(lang, legend.title)}` : [title, unit].filter(Boolean).join('  '),
        subtitle: [compared, releaseText(manifest, lang)].filter(Boolean).join(' · '),
        rows: [...legendRows(legend, manifest, lang).map(marked), ...(status ? statusEntries(status, lang) : [])],
        uncoloured: uncolouredText(legend, lang),
        notes: noteTexts(legend, layer, manifest, lang),
    };
}

function footLines(manifest: Manifest, lang: Lang): string[] {
    const { method, status } = captionParts(manifest, lang);
    const period = manifest.project.period;
    const contact = pick(lang, manifest.project.contact);
    return [
        [method, ...status].join(' · '),
        [period ? `${t(lang, 'period')} ${period.start} – ${period.end}` : '', `${t(lang, 'run')} ${manifest.id}`, crsText(manifest, lang)].filter(Boolean).join(' · '),
        [contact && `${t(lang, 'contact')}: ${contact}`, '© OpenStreetMap contributors · GSHHG'].filter(Boolean).join(' · '),
    ];
}

/** The map with its title, its whole legend beside it, scale, north, and what a map must say, as a canvas. */
export function picture(map: Map, manifest: Manifest, shown: Shown, opacity: number, lang: Lang): HTMLCanvasElement {
    const [width, height] = map.getSize()!;
    const scale = Math.max(1, window.devicePixelRatio);
    const canvas = document.createElement('canvas');
    canvas.width = (width + side) * scale;
    canvas.height = (height + head + foot) * scale;
    const body = document.createElement('canvas');
    body.width = width * scale;
    body.height = height * scale;
    const ground = body.getContext('2d')!;
    ground.fillStyle = getComputedStyle(byId('map')).backgroundColor;
    ground.fillRect(0, 0, body.width, body.height);
    drawMap(map, ground, scale);
    if (manifest.synthetic) drawMark(ground, width, height, lang);
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(body, 0, head * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    const title = pick(lang, manifest.project.title);
    write(context, manifest.synthetic ? `${markText(lang)} · ${title}` : title, 20, 14, width + side - 40, 20, 650);
    const land = getComputedStyle(document.documentElement).getPropertyValue('--land').trim();
    drawLegend(context, keyOf(shown, manifest, lang), width + 18, head + 4, opacity, land);
    drawScale(context, 22, head + height - 18);
    drawNorth(context, width - 34, head + 30, t(lang, 'north'));
    footLines(manifest, lang).forEach((line, index) => write(context, line, 20, head + height + 8 + index * 23, width + side - 40, 12.5));
    return canvas;
}

/** Saves the picture as a PNG. Throws where a base map of another origin forbids it. */
export async function savePicture(map: Map, manifest: Manifest, shown: Shown, opacity: number, lang: Lang): Promise<void> {
    const canvas = picture(map, manifest, shown, opacity, lang);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('no picture');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${manifest.project.name}-${shown.layer.id}.png`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
