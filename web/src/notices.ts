import { ServerGone, type Lang, type Reach } from './api';
import { byId, h, replace } from './dom';
import { t } from './i18n';

/** Loading, failure and news: one line each, none in the way of the map. */
export class Notices {
    private pending = 0;
    private timer: number | undefined;

    busy(change: 1 | -1, lang: Lang): void {
        this.pending += change;
        const element = byId('busy');
        element.dataset.pending = String(this.pending);
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(
            () => {
                element.hidden = this.pending === 0;
                element.textContent = this.pending ? t(lang, 'loading') : '';
            },
            this.pending ? 250 : 50,
        );
    }

    failure(error: unknown, lang: Lang): void {
        if (error instanceof ServerGone) return;
        const text = error instanceof Error ? error.message : String(error);
        this.show(`${t(lang, 'failed')}: ${text}`, null, lang);
    }

    show(text: string, action: { label: string; run: () => void } | null, lang: Lang): void {
        const element = byId('notice');
        const close = h('button', { type: 'button', class: 'link', onclick: () => this.clear() }, t(lang, 'close'));
        const act = action && h('button', { type: 'button', class: 'link', onclick: action.run }, action.label);
        replace(element, h('span', {}, text), act, close);
        element.hidden = false;
    }

    /** A line more where one stands already. */
    add(text: string, lang: Lang): void {
        const element = byId('notice');
        const before = element.hidden ? '' : element.querySelector('span')?.textContent;
        this.show([before, text].filter(Boolean).join(' '), null, lang);
    }

    clear(): void {
        byId('notice').hidden = true;
    }

    toast(text: string): void {
        const element = byId('tip');
        element.textContent = text;
        element.hidden = false;
        window.setTimeout(() => (element.hidden = true), 1800);
    }
}

/** While the server is away: says so, asks for /healthz every few seconds, and calls `onBack` when it answers. */
export class Watch {
    private away = false;

    constructor(
        private notices: Notices,
        private lang: () => Lang,
        private onBack: () => void,
    ) {}

    reached(reach: Reach): void {
        if (reach === 'there' || this.away) return;
        this.away = true;
        this.notices.show(t(this.lang(), reach === 'busy' ? 'busyServer' : 'serverGone'), { label: t(this.lang(), 'retry'), run: () => void this.probe() }, this.lang());
        window.setTimeout(() => void this.probe(true), 3000);
    }

    private async probe(again = false): Promise<void> {
        if (!this.away) return;
        try {
            const response = await fetch('healthz');
            if (!response.ok) throw new Error(String(response.status));
            this.away = false;
            this.notices.clear();
            this.onBack();
        } catch {
            if (again) window.setTimeout(() => void this.probe(true), 4000);
        }
    }
}
