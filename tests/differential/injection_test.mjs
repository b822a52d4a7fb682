// Rewrites documents and reads both with npm's parse5, as browsers do: the tree of the rewritten
// one must be the original's with what was put in, and nothing else, in the same mode. XHTML is read
// by npm's xmldom. REWRITE_DOCUMENTS is the program that rewrites.

import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import test from 'node:test';

import {combinations, NASTY, TRACKED, xhtml} from './documents.mjs';
import {ofHtml, ofXhtml} from './outline.mjs';

const HEAD = '<script src="/c/guard.js?v=1" data-granted="essential"></script>' +
             '<link rel="stylesheet" href="/c/banner.css"/>';
const BODY = '<div id="consent-proxy-banner" class="consent-proxy-banner" role="region">' +
             '<form method="post" action="/c"><input type="hidden" name="return_to" value="/"/>' +
             '<h2>Cookies</h2><p>Text &#233;</p>' +
             '<button type="submit" name="all" value="yes">Yes</button></form></div>';

/** The rewritten documents, in pieces of this size (0: whole). */
function rewritten(documents, mode, piece) {
    const input = documents.flatMap(
        (document) => [Buffer.from(`${mode} ${piece} ${document.length}\n`), document]);
    let output = execFileSync(process.env.REWRITE_DOCUMENTS, [HEAD, BODY],
                              {input: Buffer.concat(input), maxBuffer: 1 << 28});
    const results = [];
    while (output.length > 0) {
        const line = output.indexOf('\n');
        const end = line + 1 + Number(output.subarray(0, line));
        results.push(output.subarray(line + 1, end));
        output = output.subarray(end);
    }
    assert.equal(results.length, documents.length);
    return results;
}

// With its attributes under their own names again.
function restored(line) {
    return line.replace(/ ?data-consent-category=[a-z]+/, '').replaceAll('data-consent-', '')
        .split(' ').sort().join(' ');
}

// What is wrong with the rewritten document, or nothing; counts what was put into it.
function fault(before, after, seen) {
    const at = before.lines.findIndex((line, number) => line !== after.lines[number]);
    if (at >= 0 || before.lines.length !== after.lines.length) {
        return {before: before.lines.slice(at, at + 3), after: after.lines.slice(at, at + 3)};
    }
    const {head, body} = after.put;
    const hasFrames = before.lines.some((line) => line.startsWith('2 frameset '));
    if (![0, 2].includes(head.length) || head.some((name) => name !== 'head') ||
        body.length > (hasFrames ? 0 : 1) || body.some((name) => name !== 'body')) {
        return {head, body, hasFrames};
    }
    ++seen[body.length > 0 ? 'body' : head.length > 0 ? 'head' : 'neither'];
    return undefined;
}

/** Holds every document against its rewritten form. Gives how many have which markup. */
function compare(documents, mode, outline) {
    const whole = rewritten(documents, mode, 0);
    const torn = rewritten(documents, mode, 1);
    const seen = {body: 0, head: 0, neither: 0};
    const faults = documents.flatMap((document, index) => {
        const found = whole[index].equals(torn[index])
            ? fault(outline(document), outline(whole[index]), seen) : 'torn';
        return found ? [JSON.stringify({found, document: document.toString('latin1'),
                                        result: whole[index].toString('latin1')})] : [];
    });
    assert.equal(faults.length, 0, `${faults.length} faults:\n${faults.slice(0, 10).join('\n')}`);
    return seen;
}

test(`${NASTY.length} hand-written documents`, () => {
    assert.ok(NASTY.length >= 200);
    const seen = compare(NASTY, 'h', (bytes) => ofHtml(bytes, true));
    assert.ok(seen.body > NASTY.length / 2, JSON.stringify(seen));
});

test('all combinations', () => {
    const documents = [...combinations()];
    const seen = compare(documents, 'h', (bytes) => ofHtml(bytes, true));
    assert.ok(seen.body > documents.length / 2, JSON.stringify(seen));
});

// Who runs no script goes on with what was begun in a noscript behind its end, the others do not;
// the banner is right for these.
const TORN_NOSCRIPT = /<noscript>(<!-- |<link title="|<p>x)<\/noscript>/;

test('without script, where noscript holds elements', () => {
    const documents = NASTY.filter((document) => document.includes('noscript') &&
                                                 !TORN_NOSCRIPT.test(document.toString()));
    const seen = compare(documents, 'h', (bytes) => ofHtml(bytes, false));
    assert.ok(seen.body > documents.length / 2, JSON.stringify(seen));
});

test('what is refused has other names for some attributes, and nothing else', () => {
    const seen = compare(TRACKED, 'r', (bytes) => {
        const {lines, put} = ofHtml(bytes, true);
        return {lines: lines.map(restored), put};
    });
    assert.ok(seen.body > TRACKED.length / 2, JSON.stringify(seen));
    const changed = rewritten(TRACKED, 'r', 0)
        .filter((result) => result.includes('data-consent-category'));
    assert.ok(changed.length > TRACKED.length / 2, `${changed.length} were changed`);
});

test('XHTML', () => {
    const documents = [...xhtml()];
    const seen = compare(documents, 'x', ofXhtml);
    assert.ok(seen.body > documents.length / 3, JSON.stringify(seen));
});
