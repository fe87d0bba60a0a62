import { accessKey } from './access';
import { changePath, type Change } from './change';
import { takeEarly } from './early';

export type Lang = 'zh' | 'en';
export type Text = { zh: string; en: string };

export interface ManifestLayer {
    id: string;
    kind: 'continuous' | 'probability' | 'level' | 'category';
    quantity: string;
    pollutant: string | null;
    scenario: string | null;
    unit: string | null;
    title: Text;
    min: number | null;
    max: number | null;
    /** What the layer is held against, in the same averaging time. */
    limit?: Limit | null;
}

export interface Limit {
    value: number;
    unit: string;
    averaging: string;
    applies_to?: string | null;
    source?: string | null;
}

export interface Manifest {
    id: string;
    created: string;
    project: { name: string; title: Text; crs: string; cell_size_m: number; period: { start: string; end: string } | null; contact?: Text | null };
    pollutants: { key: string; name: Text; unit: string; estimable: boolean; background?: number | null; representativeness: string | null; limits?: Limit[] }[];
    dose_response?: { pollutant: string; ure_used: Record<string, number> | null; rfc_mg_m3: number | null }[];
    scenarios: { key: string; name: Text; et_h: number; ef_d: number; ed_y: number; lifetime_y: number }[];
    fields?: { pollutant: string; n_samples: number; n_censored: number }[];
    not_estimable?: NotEstimable[];
    levels: { level: number; name: Text; colour: string; cancer_risk_min: number | null; hazard_index_min: number | null }[];
    layers: ManifestLayer[];
    tables?: { path: string; title: Text }[];
    vectors: { layers: { name: string; features: number }[] } | null;
    /** Null where the run has no pages, or this caller may not read them. */
    enterprise_pages?: { enterprises: number } | null;
    audience: 'internal' | 'public';
    review_number: string | null;
    synthetic: boolean;
    restricted: string[];
}

/** A substance that was measured but is estimable nowhere. */
export interface NotEstimable {
    pollutant: string;
    name: Text;
    /** What its detection limit would stand for, by scenario. */
    cancer_risk_at_detection_limit: number | Record<string, number> | null;
}

export interface LegendClass {
    colour: string;
    opacity: number;
    label: Text;
    min: number | null;
    max: number | null;
    value: number | null;
    hatched: boolean;
}

export interface Legend {
    layer: string;
    title: Text;
    unit: string;
    kind: ManifestLayer['kind'] | 'change';
    style?: string;
    styles?: string[];
    note: Text | null;
    synthetic: boolean;
    classes: LegendClass[];
    not_estimable: NotEstimable[];
}

export interface PointValue {
    layer: string;
    quantity: string;
    pollutant: string | null;
    scenario: string | null;
    unit: string;
    title: Text;
    value: number | null;
    class: { colour: string; label: Text } | null;
    /** What the companion layer says of how sure the value is. */
    uncertainty?: { layer: string; value: number | null; unit: string } | null;
}

export interface PointAnswer {
    lon: number;
    lat: number;
    run: string;
    synthetic: boolean;
    mark: string | null;
    not_estimable?: NotEstimable[];
    values: PointValue[];
}

export interface LayerStatistics {
    layer: string;
    unit: string;
    kind: ManifestLayer['kind'];
    cells: number;
    /** Cells inside the assessed area; absent in older servers, whose `unknown_share` then counts all cells of a continuous layer. */
    assessed_cells?: number | null;
    area_m2: number;
    unknown_share: number | null;
    mean: number | null;
    max: number | null;
    classes: { label: Text; colour: string; value: number | null; area_m2: number }[];
}

export interface Statistics {
    run: string;
    layers: LayerStatistics[];
}

/** Newest first; ids begin with their time in UTC. */
export interface Runs {
    current: string | null;
    runs: { id: string }[];
}

export interface TileJson {
    bounds?: [number, number, number, number];
    minzoom?: number;
    maxzoom?: number;
}

/** A row of the register; of a draft that may not be read it holds the id and the status alone. */
export interface RegisterEntry {
    enterprise: string;
    name: Text | null;
    zone: string | null;
    grade: string | null;
    code: string | null;
    status: string;
    /** None where its page needs a key. */
    links: { href: string }[];
}

/** What data checks found. */
export interface Finding {
    severity: string;
    code: string;
    title?: Text;
    file: string | null;
    row: number | null;
    id: string | null;
    found: string;
    found_zh: string;
    advice?: string;
    advice_zh?: string;
}

/** One enterprise's page; what later versions added may be missing. */
export interface EnterprisePage {
    enterprise: string;
    name: Text;
    permit_number: string;
    permit_fault: Text | null;
    zone: string;
    industry: string;
    rules_version: string;
    grading: {
        hazard: number;
        hazard_at_least: boolean;
        hazard_share: number;
        benzene_equivalent_t_a: number;
        emission_kg_a: number;
        grade: string;
        grade_rule: string | null;
        grade_rule_name?: Text | null;
        code: string;
    };
    problems: { rule: string; result: string; name: Text; source?: string }[];
    release: { status: string; changed_since_release: boolean; by: string | null; time: string | null; run: string | null; note: string | null };
    substances: {
        pollutant: string;
        cas: string | null;
        name: Text;
        risk_substance: boolean;
        emission_kg_a: number | null;
        at_least: boolean;
        hazard: number | null;
        lists: string[];
    }[];
    sources: { source: string; type: string; height_m: number; lon: number; lat: number; area_level: number | null }[];
    surroundings: {
        receptors_1km: number | null;
        receptors_3km: number | null;
        receptors_5km: number | null;
        area_level: number | null;
        nearest_receptors?: { receptor: string; type: string | null; distance_m: number; source: string }[];
    };
    findings?: Finding[];
    measures: Text;
}

const pageSize = 1000;

/** Busy: it answers, but 5xx. */
export type Reach = 'there' | 'busy' | 'gone';

/** The server could not be reached or answered 5xx. */
export class ServerGone extends Error {}

/** Any other refusal: `detail` is the problem+json text. */
export class Refused extends Error {
    constructor(
        readonly status: number,
        detail: string,
    ) {
        super(detail);
    }
}

/** Relative addresses keep the viewer working behind a path prefix. `prefix` pins every route to one run. */
export class Api {
    private answers = new Map<string, Promise<unknown>>();

    constructor(
        private prefix = '',
        private onReach: (reach: Reach) => void = () => {},
    ) {}

    pinned(run: string): Api {
        return new Api(`runs/${encodeURIComponent(run)}/`, this.onReach);
    }

    /** Answers that are there before anything is asked. */
    know(answers: [string, unknown][]): void {
        for (const [path, answer] of answers) this.answers.set(path, Promise.resolve(answer));
    }

    url(path: string): string {
        return this.prefix + path;
    }

    async fetch(path: string, init: RequestInit = {}): Promise<Response> {
        let response: Response;
        try {
            response = await ((init.method ? null : takeEarly(this.url(path))) ?? fetch(this.url(path), withKey(init)));
        } catch (error) {
            if (init.signal?.aborted) throw error;
            this.onReach('gone');
            throw new ServerGone(String(error));
        }
        this.onReach(response.status < 500 ? 'there' : 'busy');
        if (response.status >= 500) throw new ServerGone(`${response.status} ${path}`);
        if (!response.ok) throw new Refused(response.status, await problem(response));
        return response;
    }

    private async json<T>(path: string, init: RequestInit = {}): Promise<T> {
        return (await this.fetch(path, init)).json() as Promise<T>;
    }

    /** The current run's is asked for afresh each time: what a cache holds may be of the run before. */
    manifest(): Promise<Manifest> {
        return this.json('manifest.json', this.prefix ? {} : { cache: 'no-cache' });
    }

    tileJson(layer: string): Promise<TileJson> {
        return this.once(`tiles/${layer}/tile.json`);
    }

    legend(layer: string, style: string | null): Promise<Legend> {
        return this.once(`legend/${layer}.json${style ? `?style=${encodeURIComponent(style)}` : ''}`);
    }

    /** What a run says does not change: it is asked for once. */
    private once<T>(path: string): Promise<T> {
        let answer = this.answers.get(path) as Promise<T> | undefined;
        if (!answer) {
            answer = this.json<T>(path);
            answer.catch(() => this.answers.delete(path));
            this.answers.set(path, answer);
        }
        return answer;
    }

    /** Land of the run as GeoJSON, null where the run has none. */
    async land(): Promise<object | null> {
        try {
            return await this.json<object>('base/land.geojson');
        } catch (error) {
            if (error instanceof Refused) return null;
            throw error;
        }
    }

    /** All features of a vector layer, page by page. */
    async items(vector: string): Promise<{ type: string; features: object[] }> {
        type Page = { type: string; features: object[]; numberMatched?: number };
        const path = `collections/${vector}/items?limit=${pageSize}`;
        const first = await this.once<Page>(path);
        const all = { ...first, features: [...first.features] };
        while (all.features.length < (all.numberMatched ?? 0)) {
            const page = await this.json<Page>(`${path}&offset=${all.features.length}`);
            if (!page.features.length) break;
            all.features.push(...page.features);
        }
        return all;
    }

    async register(): Promise<RegisterEntry[]> {
        return (await this.once<{ enterprises: RegisterEntry[] }>('enterprises')).enterprises;
    }

    enterprise(id: string): Promise<EnterprisePage> {
        return this.once(`${enterprisePath(id)}?f=json`);
    }

    /** Whether a key opens an enterprise's page; the page is asked for anew. */
    async opens(key: string, id: string): Promise<boolean> {
        await this.fetch(`${enterprisePath(id)}?f=json`, { cache: 'no-store', headers: { Authorization: `Bearer ${key}` } });
        return true;
    }

    /** How many features have this property. */
    async count(vector: string, property: string, value: string): Promise<number | null> {
        const answer = await this.once<{ numberMatched?: number }>(`collections/${vector}/items?limit=1&${property}=${encodeURIComponent(value)}`);
        return answer.numberMatched ?? null;
    }

    point(lon: number, lat: number, signal?: AbortSignal): Promise<PointAnswer> {
        return this.json(`point?lon=${lon.toFixed(6)}&lat=${lat.toFixed(6)}`, { signal });
    }

    /** Area per class, mean and largest value of one layer in a GeoJSON polygon. */
    statistics(polygon: object, layer: string): Promise<Statistics> {
        const headers = { 'Content-Type': 'application/geo+json' };
        return this.json(`statistics?layer=${encodeURIComponent(layer)}`, { method: 'POST', headers, body: JSON.stringify(polygon) });
    }

    changeTileJson(path: string): Promise<TileJson> {
        return this.json(`${path}/tile.json`);
    }

    /** The classes of a change, as a legend. */
    async changeLegend(change: Change, layer: string): Promise<Legend> {
        const answer = await this.json<Pick<Legend, 'layer' | 'title' | 'note' | 'synthetic' | 'classes'>>(`${changePath(change, 'legend', layer)}.json`);
        return { ...answer, kind: 'change', unit: '', not_estimable: [] };
    }

    /** Area per class value of a change over the whole layer, m². */
    async changeAreas(change: Change, layer: string): Promise<Map<number, number>> {
        const answer = await this.json<{ classes: { value: number; area_m2: number }[] }>(`${changePath(change, 'areas', layer)}.json`);
        return new Map(answer.classes.map((entry) => [entry.value, entry.area_m2]));
    }

    /** Null where the server has no such route. */
    async viewerConfig<T>(): Promise<T | null> {
        try {
            return await this.json<T>('viewer.json');
        } catch (error) {
            if (error instanceof Refused) return null;
            throw error;
        }
    }

    /** Whether the server takes this key: its manifest then names a vector layer that it leaves out otherwise. */
    async takes(key: string, restricted: string): Promise<boolean> {
        const manifest = await this.json<Manifest>('manifest.json', { cache: 'no-cache', headers: { Authorization: `Bearer ${key}` } });
        return manifest.vectors?.layers.some((layer) => layer.name === restricted) ?? false;
    }

    runs(): Promise<Runs> {
        return this.json('runs', { cache: 'no-cache' });
    }
}

export function enterprisePath(id: string): string {
    return `enterprises/${encodeURIComponent(id)}`;
}

function withKey(init: RequestInit): RequestInit {
    const key = accessKey();
    return key ? { ...init, headers: { Authorization: `Bearer ${key}`, ...init.headers } } : init;
}

async function problem(response: Response): Promise<string> {
    try {
        const body = (await response.json()) as { detail?: string; title?: string };
        return body.detail ?? body.title ?? response.statusText;
    } catch {
        return response.statusText;
    }
}
