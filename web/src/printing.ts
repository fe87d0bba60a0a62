import type Map from 'ol/Map';

/** What the map shows comes onto the sheet whole: the page takes the sheet's shape before it is printed, and its own again after. */
export class Printing {
    private before: { center: number[]; resolution: number } | null = null;

    constructor(private readonly map: Map) {
        window.addEventListener('beforeprint', () => this.enter());
        window.addEventListener('afterprint', () => this.leave());
    }

    /** Waits for the tiles of the new shape, which the browser's own command cannot. */
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
        if (this.before) return;
        const view = this.map.getView();
        const extent = view.calculateExtent(this.map.getSize());
        this.before = { center: view.getCenter()!, resolution: view.getResolution()! };
        document.documentElement.classList.add('printing');
        this.map.updateSize();
        view.setConstrainResolution(false);
        view.fit(extent, { size: this.map.getSize() });
        this.map.renderSync();
    }

    private leave(): void {
        if (!this.before) return;
        document.documentElement.classList.remove('printing');
        const view = this.map.getView();
        this.map.updateSize();
        view.setConstrainResolution(true);
        view.setCenter(this.before.center);
        view.setResolution(this.before.resolution);
        this.before = null;
    }
}
