const item = 'riskmap.key';
let kept: string | null = null;

/** The key that opens what a run restricts: kept for this tab's session, sent to the server alone, in no address. */
export function accessKey(): string {
    if (kept !== null) return kept;
    try {
        return sessionStorage.getItem(item) ?? '';
    } catch {
        return '';
    }
}

export function keepAccessKey(key: string): void {
    kept = key;
    try {
        if (key) sessionStorage.setItem(item, key);
        else sessionStorage.removeItem(item);
    } catch {
        /* private browsing: the key lasts until the page is left */
    }
}
