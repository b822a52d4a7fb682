// The guard outside a browser, in a page without anything but cookies: what gets through to the
// browser can be seen there, whatever a browser would make of it.

import vm from 'node:vm';

import {CONFIG, guard} from './site.mjs';

/** Gives a function that writes a cookie as a script does, and says whether it got through. */
export function barePage(config) {
    const written = [];
    class Document {
        get cookie() { return ''; }
        set cookie(text) { written.push(text); }
        addEventListener() {}
    }
    const document = new Document();
    document.currentScript = {dataset: {granted: '', decided: 'false'}};
    vm.runInNewContext(guard({...CONFIG, ...config}), {
        window: {Document, addEventListener() {}}, document, Document, Element: class {},
        location: {hostname: 'a', pathname: '/'}, performance: {getEntriesByType: () => []},
        setTimeout() {},
    });
    return (text) => {
        document.cookie = text;
        const passed = written.splice(0);
        if (passed.length > 1 || (passed.length === 1 && passed[0] !== text)) {
            throw new Error(`${JSON.stringify(text)} became ${JSON.stringify(passed)}`);
        }
        return passed.length === 1;
    };
}
