import { Api, Refused, type Lang, type Manifest } from './api';
import type { App } from './app';
import { configure, configuredBase, type ViewerConfig } from './bases';
import { answersOf, firstView } from './first';
import { enterFrame, frame, matrixSetOf } from './frame';
import { capital, pick, t } from './i18n';
import { chosen, defaultOverlays, offered } from './layers';
import { renderCaption, renderMarks } from './marks';
import { Notices, Watch } from './notices';
import { stageOf, type Stage } from './stage';
import { initial, parseHash, preferredLang, Store, toHash } from './state';

/** Longest that panels wait for the first tiles. */
const patience_ms = 700;

const asked = parseHash(location.hash);
const store = new Store({ ...initial, lang: preferredLang(navigator.languages), ...asked });
const notices = new Notices();
let app: App | null = null;
let stage: Stage | null = null;
const watch = new Watch(notices, () => store.get().lang, () => (app ? app.recover() : void boot()));
const root = new Api('', (reach) => watch.reached(reach));

/** Another run has another manifest, another kind of base map another plane: the page begins anew with them. */
function keepHash(): void {
    history.replaceState(null, '', toHash(store.get()));
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
    const { run, lang } = store.get();
    if (run) {
        try {
            return await root.pinned(run).manifest();
        } catch (error) {
            if (!(error instanceof Refused)) throw error;
            store.set({ run: null });
            const manifest = await root.manifest();
            notices.show(t(lang, 'runGone').replace('{run}', run).replace('{shown}', manifest.id), null, lang);
            return manifest;
        }
    }
    return root.manifest();
}

/** A layer that the run does not have: the address is put right, and the reader is told what is shown instead. */
function checkLayer(manifest: Manifest): void {
    const { layer, lang } = store.get();
    if (!layer || layer === 'risk-level' || offered(manifest).some((entry) => entry.id === layer)) return;
    store.set({ layer: null });
    const shown = chosen(manifest, null);
    const text = t(lang, shown ? 'layerGone' : 'layerGoneNothing').replace('{layer}', layer);
    notices.add(text.replace('{shown}', shown ? capital(pick(lang, shown.title)) : ''), lang);
}

/** What the page of the current run holds already, else what the server says. */
async function begin(): Promise<[Manifest, Api]> {
    const first = firstView(store.get().run);
    const [manifest, config] = first
        ? [first.manifest, first.viewer]
        : await Promise.all([shownManifest(), root.viewerConfig<ViewerConfig>()]);
    configure(config);
    const api = root.pinned(manifest.id);
    if (first) api.know(answersOf(first));
    return [manifest, api];
}

/** Whose map this is and whom to ask stands there before anything can fail. */
function introduce(lang: Lang): void {
    const view = firstView(null);
    if (!view) return;
    renderMarks(view.manifest, lang);
    renderCaption(view.manifest, lang);
}

async function boot(): Promise<void> {
    const { lang } = store.get();
    notices.busy(1, lang);
    try {
        introduce(lang);
        const [manifest, api] = await begin();
        if (!asked.base) store.set({ base: configuredBase() });
        enterFrame(matrixSetOf(store.get().base));
        checkLayer(manifest);
        if (!store.get().overlays) store.set({ overlays: defaultOverlays(manifest) });
        renderMarks(manifest, lang);
        renderCaption(manifest, lang);
        stage ??= await stageOf(api, root, manifest, store, notices);
        await stage.begin(patience_ms);
        const { openPage } = await import('./page');
        keepHash();
        app = await openPage(stage, api, root, manifest, store, notices);
        if (!store.get().run) watchRuns(manifest.id);
        document.documentElement.dataset.ready = manifest.id;
    } catch (error) {
        notices.failure(error, lang);
    } finally {
        notices.busy(-1, lang);
    }
}

void boot();
