// Reads Set-Cookie values with `consent-proxy explain` and with npm's tough-cookie. Every
// difference that `known.mjs` does not explain is a failure. DIFFERENTIAL_SEED and
// DIFFERENTIAL_COUNT choose other values.

import assert from 'node:assert/strict';
import test from 'node:test';
import {isDeepStrictEqual} from 'node:util';

import {Cookie} from 'tough-cookie';

import {KNOWN, tamedName} from './known.mjs';
import {expected, ours, theirs} from './readers.mjs';
import {generated, NASTY} from './values.mjs';

const SEED = Number(process.env.DIFFERENTIAL_SEED ?? 6265);
const COUNT = Number(process.env.DIFFERENTIAL_COUNT ?? 5000);
const DAY = 86_400_000;

const now = new Date();
const met = new Map(KNOWN.map((known) => [known, 0]));

// `explain` has a clock of its own: what expires about now is no question to ask twice.
function isTimeless(value) {
    const expires = Cookie.parse(value, {loose: true})?.expires;
    return !(expires instanceof Date) || Math.abs(expires - now) > DAY;
}

function compare(values) {
    const differences = [];
    const seen = {malformed: 0, nameless: 0, deletion: 0, kept: 0};
    ours(values).forEach((untamed, index) => {
        const value = values[index];
        const found = untamed.name ? {...untamed, name: tamedName(untamed.name)} : untamed;
        const {known, reading} = expected(value, now);
        if (!isDeepStrictEqual(found, reading)) {
            differences.push({value, found, reading, known: known.map(({rule}) => rule)});
        }
        if (known.length === 1 && !isDeepStrictEqual(theirs(value, now), reading)) {
            met.set(known[0], met.get(known[0]) + 1);
        }
        ++seen[kindOf(found)];
    });
    const shown = differences.slice(0, 20).map((difference) => JSON.stringify(difference));
    assert.equal(differences.length, 0, `${differences.length} differences:\n${shown.join('\n')}`);
    return seen;
}

function kindOf({malformed, name, deletion}) {
    return malformed ? 'malformed' : name === '' ? 'nameless' : deletion ? 'deletion' : 'kept';
}

test('the hand-written values are read alike', () => {
    compare(NASTY);
});

test(`${COUNT} generated values (seed ${SEED}) are read alike`, () => {
    const values = [...generated(SEED, COUNT)].filter(isTimeless);
    const seen = compare(values);
    for (const [kind, count] of Object.entries(seen)) {
        assert.ok(count > values.length / 100, `only ${count} were ${kind}`);
    }
});

test('each known difference is one still', () => {
    const gone = KNOWN.filter((known) => met.get(known) === 0).map(({what}) => what);
    assert.deepEqual(gone, []);
});
