import { buffer, type Extent } from 'ol/extent';
import { Api, Refused, type Manifest } from './api';
import { App, homeExtent } from './app';
import { configure, configuredBase, type ViewerConfig } from './bases';
import { plainBase } from './basemap';
import { attribution } from './attribution';
import { Chrome } from './chrome';
import { byId } from './dom';
import { enterFrame, frame, matrixSetOf, place, readLonLat, unit_m } from './frame';
import { t } from './i18n';
import { chosen, defaultOverlays, overlaysOf } from './layers';
import { Notices, Watch } from './notices';
import { RunChooser } from './runs';
import { initial, parseHash, preferredLang, Store, toHash } from './state';
import { Theme } from './theme';

const asked = parseHash(location.hash);
const store = new Store({ ...initial, lang: preferredLang(navigator.languages), ...asked });
const notices = new Notices();
let app: App | null = null;
const watch = new Watch(notices, () => store.get().lang, () => (app ? app.recover() : void boot()));
const root = new Api('', (reach) => watch.reached(reach));

/** A file of the viewer itself, null where it is missing. */
async function viewerFile(name: string): Promise<object | null> {
    const response = await fetch(name).catch(() => null);
    return response?.ok ? response.json() : null;
}

/** Zones with their surroundings, else the first layer's bounds, else the overlays. */
async function home(api: Api, manifest: Manifest): Promise<Extent> {
    const overlays = overlaysOf(manifest);
    const read = async (id: string) => place(readLonLat(await api.items(id)));
    if (overlays.some(({ id }) => id === 'zones')) return buffer(homeExtent(undefined, await read('zones')), 2500 / unit_m());
    const layer = chosen(manifest, null);
    if (layer) return homeExtent((await api.tileJson(layer.id)).bounds, []);
    return homeExtent(undefined, overlays.length ? await read(overlays[0].id) : []);
}

/** Another run has another manifest, another kind of base map another plane: the page begins anew with them. */
function keepHash(): void {
    store.subscribe((state, changed) => {
        history.replaceState(null, '', toHash(state));
        if (changed.has('run') || matrixSetOf(state.base) !== frame.tms) location.reload();
    });
    window.addEventListener('hashchange', () => {
        const state = parseHash(location.hash);
        store.set(state);
        if (!app || !state.center || state.zoom === undefined) return;
        app.moveTo(state.center, state.zoom!);
    });
}

/** Looks for a newer run every two minutes and when the page comes into view; what is shown stays until the reader asks. */
function watchRuns(id: string): void {
    const look = async () => {
        if (document.hidden) return;
        const latest = await root.manifest().catch(() => null);
        if (!latest || latest.id === id) return;
        const { lang } = store.get();
        notices.show(t(lang, 'newRun'), { label: t(lang, 'reload'), run: () => location.reload() }, lang);
    };
    window.setInterval(look, 120_000);
    document.addEventListener('visibilitychange', look);
}

/** The run of the address, or the current one where the address names none or one that is gone. */
async function shownManifest(): Promise<Manifest> {
    const { run } = store.get();
    if (run) {
        try {
            return await root.pinned(run).manifest();
        } catch (error) {
            if (!(error instanceof Refused)) throw error;
            store.set({ run: null });
        }
    }
    return root.manifest();
}

async function boot(): Promise<void> {
    const { lang } = store.get();
    notices.busy(1, lang);
    try {
        const [manifest, config, known, surroundings] = await Promise.all([shownManifest(), root.viewerConfig<ViewerConfig>(), root.runs(), viewerFile('surroundings.json')]);
        configure(config);
        if (!asked.base) store.set({ base: configuredBase() });
        enterFrame(matrixSetOf(store.get().base));
        const api = root.pinned(manifest.id);
        const runs = new RunChooser(known, store, manifest.id);
        const [land, extent] = await Promise.all([api.land(), home(api, manifest)]);
        if (!store.get().overlays) store.set({ overlays: defaultOverlays(manifest) });
        const theme = new Theme();
        const chrome = new Chrome(manifest, store, notices, runs, api, root);
        app = new App(api, root, manifest, store, theme, notices, plainBase(land, surroundings, theme), extent, (shown) => chrome.showLegend(shown));
        chrome.attach(app);
        attribution(app.map, byId('attribution'), () => store.get().lang);
        keepHash();
        await app.start();
        if (!store.get().run) watchRuns(manifest.id);
        document.documentElement.dataset.ready = manifest.id;
    } catch (error) {
        notices.failure(error, lang);
    } finally {
        notices.busy(-1, lang);
    }
}

void boot();
