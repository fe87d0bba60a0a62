import TileLayer from 'ol/layer/Tile';
import type ImageTile from 'ol/ImageTile';
import type Tile from 'ol/Tile';
import TileState from 'ol/TileState';
import XYZ from 'ol/source/XYZ';
import { transformExtent } from 'ol/proj';
import type { Api, Legend, ManifestLayer, TileJson } from './api';
import { keepLines, rgb, type Rgb } from './hatch';

const ratio = window.devicePixelRatio > 1 ? 2 : 1;

/** Lower bounds and unpopulated cells: what a status layer shows over a level layer. */
export function statusColours(legend: Legend): Rgb[] {
    return legend.classes.filter((entry) => entry.value === 1 || entry.value === 2).map((entry) => rgb(entry.colour));
}

export interface RasterOptions {
    api: Api;
    layer: ManifestLayer;
    tileJson: TileJson;
    /** Only the hatching lines of these colours are drawn; null for the tile as it comes. */
    lines: Rgb[] | null;
    style: string | null;
    onBusy: (change: 1 | -1) => void;
}

function blank(): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    return canvas;
}

async function draw(response: Response, options: RasterOptions): Promise<HTMLCanvasElement> {
    if (response.status === 204) return blank();
    const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' });
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    const context = canvas.getContext('2d', { willReadFrequently: options.lines !== null })!;
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    if (options.lines) {
        const image = context.getImageData(0, 0, canvas.width, canvas.height);
        keepLines(image.data, options.lines);
        context.putImageData(image, 0, 0);
    }
    return canvas;
}

/** A tile layer that is crisp (classes are never blended) and asks nothing outside the layer's bounds. */
export function rasterLayer(options: RasterOptions): TileLayer<XYZ> {
    const { api, layer, tileJson } = options;
    const query = options.style ? `?style=${encodeURIComponent(options.style)}` : '';
    const source = new XYZ({
        url: `tiles/${layer.id}/{z}/{x}/{y}${ratio === 2 ? '@2x' : ''}.png${query}`,
        tilePixelRatio: ratio,
        minZoom: tileJson.minzoom ?? 0,
        maxZoom: Math.min(tileJson.maxzoom ?? 18, 20),
        interpolate: false,
        transition: 120,
        tileLoadFunction: (tile: Tile, address: string) => {
            options.onBusy(1);
            api.fetch(address)
                .then((response) => draw(response, options))
                .then((canvas) => (tile as ImageTile).setImage(canvas))
                .catch(() => tile.setState(TileState.ERROR))
                .finally(() => options.onBusy(-1));
        },
    });
    return new TileLayer({
        properties: { lines: options.lines !== null },
        source,
        extent: tileJson.bounds ? transformExtent(tileJson.bounds, 'EPSG:4326', 'EPSG:3857') : undefined,
        useInterimTilesOnError: false,
        preload: 0,
    });
}
