// Runs every test of this folder, or those named: main.mjs matching banner

import {readdirSync} from 'node:fs';
import {after} from 'node:test';

import {closeBrowser} from './harness/visit.mjs';

const wanted = process.argv.slice(2);
const files = readdirSync(new URL('.', import.meta.url)).filter(
    (file) => file.endsWith('_test.mjs') &&
              (wanted.length === 0 || wanted.includes(file.slice(0, -'_test.mjs'.length))));
if (files.length === 0) {
    throw new Error('no such test');
}
after(closeBrowser);
for (const file of files.sort()) {
    await import(new URL(file, import.meta.url));
}
