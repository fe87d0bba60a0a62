import { accessKey } from './access';
import { enterprisePath, type Api, type Lang } from './api';
import { h, icon } from './dom';
import { saveWithKey } from './downloads';
import { t } from './i18n';

const filePath = (id: string) => `${enterprisePath(id)}?f=html`;

/** The page as one file: opened beside the map or, where a link would lack the key, saved. */
export function fileLink(api: Api, id: string, lang: Lang, onFailure: (error: unknown) => void): HTMLElement {
    if (!accessKey()) {
        const address = `${api.url(filePath(id))}${lang === 'en' ? '#en' : ''}`;
        return h('a', { class: 'action', href: address, target: '_blank', rel: 'noopener' }, icon('file') as never, t(lang, 'openFile'));
    }
    const save = () => void saveWithKey(api, filePath(id), `${id}.html`).catch(onFailure);
    return h('button', { type: 'button', class: 'action', onclick: save }, icon('image') as never, t(lang, 'saveFile'));
}

/** Prints the file, which is made for A4, and nothing of the map. It comes without its script, and none may run. */
export async function printFile(api: Api, id: string, lang: Lang): Promise<void> {
    const file = new DOMParser().parseFromString(await (await api.fetch(filePath(id))).text(), 'text/html');
    for (const script of file.querySelectorAll('script')) script.remove();
    file.documentElement.lang = lang;
    document.getElementById('sheet')?.remove();
    const frame = h('iframe', { id: 'sheet', sandbox: 'allow-same-origin allow-modals', tabindex: -1, 'aria-hidden': 'true', title: t(lang, 'print') });
    const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    frame.srcdoc = `<!doctype html>${file.documentElement.outerHTML}`;
    document.body.append(frame);
    await loaded;
    frame.contentWindow!.print();
}
