import type Map from 'ol/Map';
import type { Lang, Manifest } from './api';
import { byId } from './dom';
import { pick, syntheticMark, t } from './i18n';
import { titleOf } from './layers';
import { legendRows, notEstimableText } from './legend';
import { captionParts } from './marks';
import type { Shown } from './rasters';
import { pairText } from './runs';

const font = '"Segoe UI","PingFang SC","Microsoft YaHei","Noto Sans CJK SC","WenQuanYi Micro Hei",sans-serif';

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

function drawMark(context: CanvasRenderingContext2D, width: number, height: number): void {
    context.save();
    context.font = `600 24px ${font}`;
    context.fillStyle = 'rgba(70,80,90,.28)';
    for (let y = 60; y < height + 200; y += 200) {
        for (let x = -100; x < width + 200; x += 380) {
            context.save();
            context.translate(x + ((y / 200) % 2) * 120, y);
            context.rotate(-0.4);
            context.fillText(syntheticMark, 0, 0);
            context.restore();
        }
    }
    context.restore();
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

function drawLegend(context: CanvasRenderingContext2D, right: number, bottom: number, title: string, rows: ReturnType<typeof legendRows>): void {
    const height = 44 + rows.length * 20;
    const [x, y] = [right - 296, bottom - height];
    context.fillStyle = 'rgba(255,255,255,.94)';
    context.fillRect(x, y, 280, height);
    context.fillStyle = '#1c2a33';
    context.font = `600 14px ${font}`;
    context.fillText(title, x + 14, y + 24, 252);
    context.font = `12.5px ${font}`;
    rows.forEach((row, index) => {
        const top = y + 38 + index * 20;
        context.fillStyle = row.colour;
        context.globalAlpha = row.hatched ? 0.31 : 1;
        context.fillRect(x + 14, top, 24, 16);
        context.globalAlpha = 1;
        if (row.hatched) drawHatch(context, row.colour, x + 14, top, 24, 16);
        context.fillStyle = '#1c2a33';
        context.fillText([row.label, row.meaning].filter(Boolean).join('  '), x + 46, top + 13, 222);
    });
}

/** Saves the map with title, legend, caption and mark as a PNG. Throws where a base map of another origin forbids it. */
export async function savePicture(map: Map, manifest: Manifest, { layer, legend, change }: Shown, lang: Lang): Promise<void> {
    const legendHead = change ? `${pick(lang, layer.title)} · ${pick(lang, legend.title)}` : titleOf(layer, manifest, lang);
    const compared = change ? pairText([change.from, change.to], lang).join(' → ') : '';
    const [width, height] = map.getSize()!;
    const scale = Math.max(1, window.devicePixelRatio);
    const canvas = document.createElement('canvas');
    const [top, foot] = [56, 64];
    canvas.width = width * scale;
    canvas.height = (height + top + foot) * scale;
    const context = canvas.getContext('2d')!;
    const body = document.createElement('canvas');
    body.width = width * scale;
    body.height = height * scale;
    const ground = body.getContext('2d')!;
    ground.fillStyle = getComputedStyle(byId('map')).backgroundColor;
    ground.fillRect(0, 0, body.width, body.height);
    drawMap(map, ground, scale);
    if (manifest.synthetic) drawMark(ground, width, height);
    drawLegend(ground, width, height - 16, legendHead, legendRows(legend, manifest, lang));
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(body, 0, top * scale);
    context.setTransform(scale, 0, 0, scale, 0, 0);
    context.fillStyle = '#1c2a33';
    context.font = `600 20px ${font}`;
    const title = pick(lang, manifest.project.title);
    context.fillText(manifest.synthetic ? `${syntheticMark} · ${title}` : title, 20, 35, width - 40);
    context.font = `12.5px ${font}`;
    const { method, status } = captionParts(manifest, lang);
    context.fillText([method, ...status].join(' · '), 20, top + height + 24, width - 40);
    const period = manifest.project.period;
    const facts = [compared, ...notEstimableText(legend, layer, lang), period ? `${t(lang, 'period')} ${period.start} – ${period.end}` : '', `${t(lang, 'run')} ${manifest.id}`, '© OpenStreetMap contributors · GSHHG'];
    context.fillText(facts.filter(Boolean).join(' · '), 20, top + height + 46, width - 40);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('no picture');
    const link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = `${manifest.project.name}-${layer.id}.png`;
    link.click();
    window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
