import { h } from './dom';
import { t } from './i18n';
import type { Lang } from './api';

/** A press that moves no further than this is a press of the button. */
const still_px = 6;

/** Where a sheet comes to rest that was left at this share of the map's height. */
export function restOf(share: number): 'closed' | 'half' | 'full' {
    return share < 0.25 ? 'closed' : share > 0.68 ? 'full' : 'half';
}

function setFull(sheet: HTMLElement, full: boolean): void {
    sheet.classList.toggle('full', full);
    sheet.querySelector('.grip')?.setAttribute('aria-expanded', String(full));
}

/** A sheet that opens anew stands at half the height. */
export function lower(sheet: HTMLElement): void {
    if (sheet.classList.contains('full')) setFull(sheet, false);
}

/**
 * The bar on top of a sheet at the bottom of a phone: dragged between closed, half and full, pressed between half and full,
 * and moved by the arrow keys. Wide screens do not show it.
 */
export function grip(sheet: HTMLElement, lang: Lang, close: () => void): HTMLElement {
    let from: { y: number; height: number } | null = null;
    let dragged = false;
    const button = h('button', { type: 'button', class: 'grip', 'aria-label': t(lang, 'fullHeight'), 'aria-expanded': String(sheet.classList.contains('full')) });
    const drag = (event: PointerEvent) => {
        if (!from || (!dragged && Math.abs(event.clientY - from.y) < still_px)) return;
        dragged = true;
        sheet.style.maxHeight = 'none';
        sheet.style.height = `${Math.min(sheet.parentElement!.clientHeight, Math.max(0, from.height + from.y - event.clientY))}px`;
    };
    const drop = () => {
        if (!from) return;
        from = null;
        const share = sheet.offsetHeight / sheet.parentElement!.clientHeight;
        sheet.style.height = sheet.style.maxHeight = '';
        if (!dragged) return;
        const rest = restOf(share);
        setFull(sheet, rest === 'full');
        if (rest === 'closed') close();
    };
    button.addEventListener('pointerdown', (event) => {
        from = { y: event.clientY, height: sheet.offsetHeight };
        dragged = false;
        button.setPointerCapture(event.pointerId);
    });
    button.addEventListener('pointermove', drag);
    button.addEventListener('pointerup', drop);
    button.addEventListener('pointercancel', drop);
    // A drag ends with a click, too.
    button.addEventListener('click', (event) => {
        if (!dragged || event.detail === 0) setFull(sheet, !sheet.classList.contains('full'));
    });
    button.addEventListener('keydown', ({ key }) => {
        if (key === 'ArrowUp') setFull(sheet, true);
        else if (key === 'ArrowDown' && sheet.classList.contains('full')) setFull(sheet, false);
        else if (key === 'ArrowDown') close();
    });
    return button;
}
