import type Map from 'ol/Map';
import type { Api, Lang, Manifest, ManifestLayer, PointAnswer } from './api';
import { h, replace, throttle } from './dom';
import { coordinateText } from './format';
import { toLonLat } from './frame';
import { capital } from './i18n';
import { shortTitle } from './layers';
import { valueText } from './popup';

/** Coordinates at once, the active layer's value as fast as the server answers, one question at a time. */
export class Cursor {
    private asked: AbortController | null = null;
    private at: [number, number] | null = null;

    constructor(
        private output: HTMLElement,
        private api: Api,
        private manifest: Manifest,
        private context: () => { layer: ManifestLayer | null; lang: Lang },
    ) {}

    watch(map: Map): void {
        const ask = throttle(() => void this.ask(), 160);
        map.on('pointermove', (event) => {
            if (event.dragging || (event.originalEvent as PointerEvent).pointerType === 'touch') return;
            const [lon, lat] = toLonLat(event.coordinate);
            this.at = [lon, lat];
            this.show(null);
            ask();
        });
        map.getViewport()!.addEventListener('pointerleave', () => {
            this.at = null;
            this.asked?.abort();
            replace(this.output);
        });
    }

    private async ask(): Promise<void> {
        if (!this.at) return;
        this.asked?.abort();
        const asked = new AbortController();
        this.asked = asked;
        try {
            const answer = await this.api.point(this.at[0], this.at[1], asked.signal);
            if (this.asked === asked && this.at) this.show(answer);
        } catch {
            /* moved on, outside, or the server is gone, which the page says already */
        }
    }

    private show(answer: PointAnswer | null): void {
        const { layer, lang } = this.context();
        const [lon, lat] = this.at!;
        const parts: Node[] = [h('span', { class: 'coordinates' }, coordinateText(lon, lat))];
        const value = answer?.values.find((entry) => entry.layer === layer?.id);
        if (value && layer) {
            const text = valueText(value, this.manifest, lang, answer!);
            const chip = text.colour && h('span', { class: 'chip', style: `--colour:${text.colour}` });
            parts.push(h('span', { class: 'value' }, chip, `${capital(shortTitle(layer, this.manifest, lang))}: ${text.value}`));
        } else if (this.output.querySelector('.value') && !answer) {
            parts.push(this.output.querySelector('.value')!);
        }
        replace(this.output, ...parts);
    }
}
