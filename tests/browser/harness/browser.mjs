// One headless Chromium for all tests; each gets a context, that is a visitor, of its own.

import {execFileSync} from 'node:child_process';

import {chromium} from 'playwright-core';

let launched;

function launch() {
    const path = execFileSync('sh', ['-c', 'command -v chromium'], {encoding: 'utf8'}).trim();
    return chromium.launch({
        executablePath: path,
        args: [
            '--no-sandbox',   // the tests run as root in a container
            '--host-resolver-rules=MAP * 127.0.0.1',   // and nothing leaves the machine
        ],
    });
}

export async function newVisitor(options) {
    launched ??= launch();
    return (await launched).newContext(options);
}

export async function closeBrowser() {
    await (await launched)?.close();
}
