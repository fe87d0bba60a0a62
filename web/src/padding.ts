/** Space that the page's cards take from the map, as fit() wants it: top, right, bottom, left. */
export function padding(): [number, number, number, number] {
    const width = window.innerWidth;
    if (width < 760) return [16, 64, 44, 16];
    return width < 900 ? [24, 70, 56, 330] : [24, 300, 56, 330];
}
