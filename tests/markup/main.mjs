// Holds every page, banner and head that PageSet renders (render.cpp, from the registries beside it)
// against HTML's rules, and what is put into the pages of others against XML's too.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';

import {DOMParser} from '@xmldom/xmldom';
import {HtmlValidate, StaticConfigLoader} from 'html-validate';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'consent-proxy-markup-'));
after(() => rmSync(folder, {recursive: true, force: true}));

const registries = readdirSync(here).filter((name) => name.endsWith('.yaml'));
execFileSync(process.env.RENDER_PAGES, [folder, ...registries.map((name) => join(here, name))]);
const files = readdirSync(folder).sort();

/** `[name, text]` of each file that ends so. */
function rendered(ending) {
    const found = files.filter((name) => name.endsWith(ending));
    assert.ok(found.length >= 2 * 2 * registries.length, `${found.length} files *${ending}`);
    return found.map((name) => [name, readFileSync(join(folder, name), 'utf8')]);
}

function validator(rules = {}) {
    return new HtmlValidate(new StaticConfigLoader({extends: ['html-validate:recommended'], rules}));
}

async function isValid(html, rules) {
    const report = await validator(rules).validateString(html);
    const complaints = report.results.flatMap(({messages}) => messages).map(
        ({line, column, message, ruleId}) => `${line}:${column} ${message} (${ruleId})`);
    assert.deepEqual(complaints, []);
}

const PAGE_RULES = {
    // It limits the title to 70 characters for the sake of search engines, which are told to go.
    'long-title': 'off',
};

const BANNER_RULES = {
    // In XML an element without content has to be closed.
    'void-style': ['error', {style: 'selfclosing'}],
    // <section> would be the same to a reader, but sites give that element a look of their own.
    'prefer-native-element': ['error', {exclude: ['region']}],
    // Attributes of no value need one in XML.
    'attribute-boolean-style': ['error', {style: 'name'}],
};

for (const [name, html] of rendered('.html')) {
    test(`${name} is valid`, () => isValid(html, PAGE_RULES));
}

/** The place that a banner is put into: a page that is valid by itself. */
function pageWith(head, banner) {
    return `<!DOCTYPE html>\n<html lang="en"><head>${head}<meta charset="utf-8"/><title>Page</title>`
        + `</head>\n<body>${banner}<h1>Page</h1></body></html>\n`;
}

for (const [name, banner] of rendered('.banner')) {
    test(`${name} is valid in a page`, () => isValid(pageWith('', banner), BANNER_RULES));
}
for (const [name, head] of rendered('.head')) {
    test(`${name} is valid in a page`, () => isValid(pageWith(head, ''), BANNER_RULES));
}

function parseXml(text) {
    const fail = (level, message) => {
        throw new Error(`${level}: ${message}`);
    };
    return new DOMParser({onError: fail}).parseFromString(
        `<body xmlns="http://www.w3.org/1999/xhtml">${text}</body>`, 'application/xhtml+xml');
}

for (const [name, text] of [...rendered('.banner'), ...rendered('.head')]) {
    test(`${name} is well-formed XML and ASCII`, () => {
        assert.match(text, /^[\n\x20-\x7e]*$/);
        assert.ok(parseXml(text).documentElement.firstChild);
    });
}

const INLINE = /<style|<script(?! src=)|\s(?:style|on[a-z]+)\s*=\s*"/;

for (const [name, text] of ['.html', '.banner', '.head'].flatMap(rendered)) {
    test(`${name} needs nothing inline of a content security policy`, () => {
        assert.doesNotMatch(text, INLINE);
    });
}

for (const [name, text] of rendered('.js')) {
    test(`${name} is a script that no element's end is in`, () => {
        new Function(text);
        assert.doesNotMatch(text, /<\/|<!--/);
    });
}
