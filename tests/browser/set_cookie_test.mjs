// Chromium against our reading of Set-Cookie. It may be stricter than RFC 6265bis and keep less;
// but what it keeps has to have the name by which we decided, and must not be what we took for
// malformed or for a deletion: then a refused cookie would have come through.

import assert from 'node:assert/strict';
import test from 'node:test';

import {ours} from '../differential/readers.mjs';
import {generated, NASTY} from '../differential/values.mjs';
import {newVisitor} from './harness/browser.mjs';
import {Echo} from './harness/echo.mjs';

const BEFORE = 'before';
const SEED = 7;
const COUNT = 400;

// What the field can carry; a value with one of the others ends or breaks it.
const SENDABLE = /^[^\r\n\0]*$/;

// Where the RFC sees a deletion and Chromium does not.
const KNOWN = [
    {
        what: 'a later attribute that does not parse',
        rule: '5.6 ignores it, so the earlier one counts; Chromium looks at the last alone',
        holds: (value) => attributes(value, 'max-age').length > 1 ||
                          attributes(value, 'expires').length > 1,
    },
    {
        what: 'a date with more behind a number',
        rule: '5.1.1 lets text follow the digits of a time, day or year; Chromium reads no date',
        holds: (value) => attributes(value, 'expires').some(
            (date) => /\d:\d+:\d+[:a-z]|\b\d+[a-z]/i.test(date)),
    },
];

function attributes(value, key) {
    return value.split(';').slice(1).map((attribute) => attribute.split('='))
        .filter(([name]) => name.trim().toLowerCase() === key).map(([, ...rest]) => rest.join('='));
}

// For each value: the names that Chromium keeps by it, and whether it forgot the cookie of the same
// name that came before.
async function jars(t, values, readings) {
    const fields = values.map(
        (value, index) => [`${readings[index].name || 'a'}=${BEFORE}`, value]);
    let echo;
    let visitor;
    t.after(async () => {
        await visitor?.close();
        await echo?.stop();
    });
    echo = await Echo.start(fields);
    visitor = await newVisitor();
    const page = await visitor.newPage();
    const base = `http://127.0.0.1:${echo.port}`;
    await page.goto(`${base}/`);
    const found = [];
    for (const index of values.keys()) {
        await page.evaluate((url) => fetch(url), `${base}/?${index}`);
        const cookies = await visitor.cookies();
        found.push({names: cookies.filter(({value}) => value !== BEFORE).map(({name}) => name),
                    forgot: !cookies.some(({value}) => value === BEFORE)});
        await visitor.clearCookies();
    }
    return found;
}

// Whether a cookie came through that was not judged by its name.
function slipsThrough(reading, {names}) {
    return names.some((name) => reading.malformed || reading.deletion || name !== reading.name);
}

test('what Chromium keeps is what was decided on', async (t) => {
    const values = [...NASTY, ...generated(SEED, COUNT)].filter((value) => SENDABLE.test(value));
    const readings = ours(values);
    const found = await jars(t, values, readings);
    const met = new Map(KNOWN.map((known) => [known, 0]));
    const slipped = [];
    for (const [index, value] of values.entries()) {
        if (slipsThrough(readings[index], found[index])) {
            const known = readings[index].deletion && KNOWN.find(({holds}) => holds(value));
            if (known) {
                met.set(known, met.get(known) + 1);
            } else {
                slipped.push({value, reading: readings[index], ...found[index]});
            }
        }
    }
    assert.deepEqual(slipped, []);
    for (const [{what, rule}, count] of met) {
        assert.ok(count > 0, `${what}: no difference any more (${rule})`);
    }
    const kept = found.filter(({names}) => names.length > 0).length;
    const deleted = readings.filter(({deletion}, index) => deletion && found[index].forgot).length;
    assert.ok(kept > values.length / 5 && deleted > values.length / 20, `${kept}, ${deleted}`);
});
