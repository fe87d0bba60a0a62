import type Map from 'ol/Map';
import { byId } from './dom';
import type { Rasters } from './rasters';
import type { Theme } from './theme';

/** Pixels of a canvas to one of the page while printing: more than 200 to the inch, as the page is made smaller as well. */
const density = 3;
/** The legend stands beside the map: 72 mm, as in print.css. */
const legend_px = (72 / 25.4) * 96;

/**
 * What the map shows comes onto the sheet whole: the page takes the sheet's shape before it is printed, and its own again
 * after. The map keeps its zoom and is made smaller as a picture, with denser tiles and finer canvases.
 */
export class Printing {
    private printing = false;
    private screenRatio = 1;

    constructor(
        private readonly map: Map,
        private readonly theme: Theme,
        private readonly rasters: Rasters,
    ) {
        window.addEventListener('beforeprint', () => this.enter());
        window.addEventListener('afterprint', () => this.leave());
    }

    /** Waits for denser tiles and for what the sheet's shape shows more, which the browser's own command cannot. */
    async print(): Promise<void> {
        this.enter();
        await this.rasters.print(true);
        await new Promise<void>((resolve) => {
            this.map.once('rendercomplete', () => resolve());
            window.setTimeout(resolve, 3000);
            this.map.render();
        });
        window.print();
        this.leave();
    }

    private enter(): void {
        if (this.printing) return;
        this.printing = true;
        this.theme.print(true);
        const [width, height] = this.map.getSize() ?? [1, 1];
        const page = document.documentElement;
        page.classList.add('printing');
        const sheet = byId('map').parentElement!;
        const [free, high] = [sheet.clientWidth - legend_px, sheet.clientHeight];
        const scale = Math.min(1, free / width, high / height);
        page.style.setProperty('--print-scale', String(scale));
        // whole, even pixels: tiles then meet without seams
        page.style.setProperty('--print-width', `${2 * Math.round(free / scale / 2)}px`);
        page.style.setProperty('--print-height', `${2 * Math.round(high / scale / 2)}px`);
        this.screenRatio = this.ratio(density * scale >= 1 ? Math.ceil(density * scale) : 1);
        this.map.updateSize();
        this.map.renderSync();
    }

    /** The map's pixel ratio, which OpenLayers takes at the beginning only; gives the one before. */
    private ratio(value: number): number {
        const inner = this.map as unknown as { pixelRatio_: number };
        const before = inner.pixelRatio_;
        inner.pixelRatio_ = value;
        return before;
    }

    private leave(): void {
        if (!this.printing) return;
        this.printing = false;
        this.theme.print(false);
        document.documentElement.classList.remove('printing');
        this.ratio(this.screenRatio);
        this.map.updateSize();
        void this.rasters.print(false);
    }
}
