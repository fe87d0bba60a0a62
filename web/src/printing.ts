import type Map from 'ol/Map';
import { byId } from './dom';
import type { Theme } from './theme';

/**
 * What the map shows comes onto the sheet whole: the page takes the sheet's shape before it is printed, and its own again
 * after. The map keeps its zoom, so that its tiles are there, and is made smaller as a picture.
 */
export class Printing {
    private printing = false;

    constructor(
        private readonly map: Map,
        private readonly theme: Theme,
    ) {
        window.addEventListener('beforeprint', () => this.enter());
        window.addEventListener('afterprint', () => this.leave());
    }

    /** Waits for what the sheet's shape shows more, which the browser's own command cannot. */
    async print(): Promise<void> {
        this.enter();
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
        const scale = Math.min(1, sheet.clientWidth / width, sheet.clientHeight / height);
        page.style.setProperty('--print-scale', String(scale));
        // whole, even pixels: tiles then meet without seams
        page.style.setProperty('--print-width', `${2 * Math.round(sheet.clientWidth / scale / 2)}px`);
        page.style.setProperty('--print-height', `${2 * Math.round(sheet.clientHeight / scale / 2)}px`);
        this.map.updateSize();
        this.map.renderSync();
    }

    private leave(): void {
        if (!this.printing) return;
        this.printing = false;
        this.theme.print(false);
        document.documentElement.classList.remove('printing');
        this.map.updateSize();
    }
}
