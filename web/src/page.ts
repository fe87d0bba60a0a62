import type { Api, Manifest } from './api';
import { App } from './app';
import { attribution } from './attribution';
import { Chrome } from './chrome';
import { byId } from './dom';
import type { Notices } from './notices';
import { RunChooser } from './runs';
import type { Stage } from './stage';
import type { Store } from './state';
import { Theme } from './theme';

/** Everything that comes after the first tiles: panels, legend, land, places. */
export async function openPage(stage: Stage, api: Api, root: Api, manifest: Manifest, store: Store, notices: Notices): Promise<App> {
    const runs = new RunChooser({ current: store.get().run ? null : manifest.id, runs: [{ id: manifest.id }] }, store, manifest.id);
    const chrome = new Chrome(manifest, store, notices, runs, api, root);
    const app = new App(stage, api, root, manifest, store, new Theme(), notices);
    stage.onShown((shown) => chrome.showLegend(shown));
    chrome.attach(app);
    attribution(app.map, byId('attribution'), () => store.get().lang);
    stage.map.updateSize();
    stage.refit();
    const known = root.runs().then((answer) => {
        runs.know(answer);
        chrome.runsKnown();
    });
    await Promise.all([app.start(), known]);
    return app;
}
