export interface MapColours {
    sea: string;
    land: string;
    coast: string;
    ink: string;
    halo: string;
    accent: string;
    /** Points that tell no level. */
    neutral: string;
}

const light: MapColours = {
    sea: '#e2eaee',
    land: '#f4f2ec',
    coast: '#7f98a4',
    ink: '#1c2a33',
    halo: '#ffffff',
    accent: '#0b6e7d',
    neutral: '#ffffff',
};

const dark: MapColours = {
    sea: '#15222b',
    land: '#27323a',
    coast: '#5d7683',
    ink: '#eef3f5',
    halo: '#10181d',
    accent: '#56c2d0',
    neutral: '#dfe6ea',
};

/** Map colours after the reader's colour scheme; the page's own colours are in styles/tokens.css. */
export class Theme {
    private query = window.matchMedia('(prefers-color-scheme: dark)');
    private printing = false;
    private readonly listeners: (() => void)[] = [];

    get(): MapColours {
        return this.query.matches && !this.printing ? dark : light;
    }

    /** Paper is light. */
    print(printing: boolean): void {
        if (this.printing === printing) return;
        this.printing = printing;
        if (this.query.matches) this.listeners.forEach((listener) => listener());
    }

    onChange(listener: () => void): void {
        this.listeners.push(listener);
        this.query.addEventListener('change', listener);
    }
}
