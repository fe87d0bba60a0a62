import TileLayer from 'ol/layer/Tile';
import type ImageTile from 'ol/ImageTile';
import type Tile from 'ol/Tile';
import TileState from 'ol/TileState';
import XYZ from 'ol/source/XYZ';
import type { Api, Legend, TileJson } from './api';
import { boundsToMap, frame } from './frame';
import { keepLines, rgb, type Rgb } from './hatch';


/** Lower bounds and unpopulated cells: what a status layer shows over a level layer. */
export function statusColours(legend: Legend): Rgb[] {
    return legend.classes.filter((entry) => entry.value === 1 || entry.value === 2).map((entry) => rgb(entry.colour));
}

export interface RasterOptions {
    api: Api;
    /** Where the tiles are, before `/{z}/{x}/{y}`. */
    path: string;
    tileJson: TileJson;
    /** Only the hatching lines of these colours are drawn; null for the tile as it comes. */
    lines: Rgb[] | null;
    style: string | null;
    onBusy: (change: 1 | -1) => void;
    /** Tiles of twice as many pixels, for dense screens and paper. */
    dense: boolean;
}

function blank(): HTMLCanvasElement {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 1;
    return canvas;
}

/** What is drawn of a tile: OpenLayers takes a bitmap as well as an element. */
type Picture = HTMLCanvasElement | ImageBitmap;

async function draw(response: Response, options: RasterOptions): Promise<Picture> {
    if (response.status === 204) return blank();
    const bitmap = await createImageBitmap(await response.blob(), { colorSpaceConversion: 'none' });
    if (!options.lines) return bitmap;
    const canvas = document.createElement('canvas');
    canvas.width = bitmap.width;
    canvas.height = bitmap.height;
    const context = canvas.getContext('2d', { willReadFrequently: true })!;
    context.drawImage(bitmap, 0, 0);
    bitmap.close();
    const image = context.getImageData(0, 0, canvas.width, canvas.height);
    keepLines(image.data, options.lines);
    context.putImageData(image, 0, 0);
    return canvas;
}

function query(style: string | null): string {
    const parts = new URLSearchParams();
    if (style) parts.set('style', style);
    if (frame.tms !== 'WebMercatorQuad') parts.set('tms', frame.tms);
    const text = parts.toString();
    return text && `?${text}`;
}

/** A tile layer that asks nothing outside the layer's bounds. At whole zooms tiles are drawn pixel by pixel; between them they are scaled smoothly, for hatching's sake. */
export function rasterLayer(options: RasterOptions): TileLayer<XYZ> {
    const { api, tileJson } = options;
    const ratio = options.dense ? 2 : 1;
    const [minZoom, maxZoom] = [tileJson.minzoom ?? 0, Math.min(tileJson.maxzoom ?? 18, 20)];
    const source = new XYZ({
        url: `${options.path}/{z}/{x}/{y}${ratio === 2 ? '@2x' : ''}.png${query(options.style)}`,
        tilePixelRatio: ratio,
        projection: frame.projection,
        tileGrid: frame.tileGrid(minZoom, maxZoom),
        minZoom,
        maxZoom,
        transition: 0,
        tileLoadFunction: (tile: Tile, address: string) => {
            options.onBusy(1);
            api.fetch(address)
                .then((response) => draw(response, options))
                .then((picture) => (tile as ImageTile).setImage(picture as HTMLCanvasElement))
                .catch(() => tile.setState(TileState.ERROR))
                .finally(() => options.onBusy(-1));
        },
    });
    return new TileLayer({
        properties: { lines: options.lines !== null },
        source,
        extent: tileJson.bounds ? boundsToMap(tileJson.bounds) : undefined,
        useInterimTilesOnError: false,
        preload: 0,
    });
}
