// One headless Chromium for all tests; each gets a context, that is a visitor, of its own.

import {execFileSync} from 'node:child_process';

import {chromium} from 'playwright-core';

let launched;
let keeping;

/** Chromium, for which names are addresses by these rules: nothing leaves the machine. */
export function launch({rules = 'MAP * 127.0.0.1', ...options} = {}) {
    const path = execFileSync('sh', ['-c', 'command -v chromium'], {encoding: 'utf8'}).trim();
    return chromium.launch({
        executablePath: path,
        args: [
            '--no-sandbox',   // the tests run as root in a container
            `--host-resolver-rules=${rules}`,
        ],
        ...options,
    });
}

export async function newVisitor(options) {
    launched ??= launch();
    return (await launched).newContext(options);
}

/** One whose browser keeps pages for "back" as browsers do; Playwright turns that off. Names with
 * `tracker` are at 127.0.0.2, those with `videos` at 127.0.0.3. */
export async function newKeepingVisitor(options) {
    keeping ??= launch({
        rules: 'MAP *tracker.* 127.0.0.2, MAP *videos.* 127.0.0.3, MAP 127.0.0.2 127.0.0.2, ' +
               'MAP * 127.0.0.1',
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
    });
    return (await keeping).newContext(options);
}

export async function closeBrowser() {
    await (await launched)?.close();
    await (await keeping)?.close();
}
