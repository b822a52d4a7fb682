// The names that the script lets pass against a plain reading of the registry's rule, for random
// names and patterns. Only this part of the script runs here, outside a browser.

import assert from 'node:assert/strict';
import test from 'node:test';

import {barePage} from './harness/bare_page.mjs';

const SEED = Number(process.env.GUARD_SEED ?? 6265);
const REGISTRIES = 200;
const NAMES = 60;

// Mulberry32.
function randomNumbers(seed) {
    return () => {
        seed = (seed + 0x6d2b79f5) | 0;
        let bits = Math.imul(seed ^ (seed >>> 15), 1 | seed);
        bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
        return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
    };
}

function word(random, letters, most) {
    const size = 1 + Math.floor(random() * most);
    const letter = () => letters[Math.floor(random() * letters.length)];
    return Array.from({length: size}, letter).join('');
}

const literal = (name) => name.replaceAll('*', '').length;
const isPattern = ({name}) => name.includes('*');

/** Exact before pattern, more literal bytes before fewer, then the earlier. */
function inOrder(entries) {
    return entries.map((entry, index) => ({entry, index})).sort(
        (a, b) => isPattern(a.entry) - isPattern(b.entry) ||
                  (isPattern(a.entry) ? literal(b.entry.name) - literal(a.entry.name) : 0) ||
                  a.index - b.index).map(({entry}) => entry);
}

/** What the contract says, word for word. */
function expected(entries, name) {
    const fits = ({name: pattern}) => new RegExp(
        `^${pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
            .join('[^]*')}$`).test(name);
    const found = entries.filter(fits).reduce((best, entry) => {
        const beats = !best || (isPattern(best) && !isPattern(entry)) ||
                      (isPattern(best) && literal(entry.name) > literal(best.name));
        return beats ? entry : best;
    }, undefined);
    return found?.category === 'essential';
}

test(`names are matched as the registry says (seed ${SEED})`, () => {
    const random = randomNumbers(SEED);
    let passed = 0;
    let held = 0;
    for (let registry = 0; registry < REGISTRIES; ++registry) {
        const names = new Set(Array.from({length: 8}, () => word(random, 'ab**._', 6)));
        const entries = [...names].map((name) => ({
            name, category: random() < 0.5 ? 'essential' : 'usage'}));
        const write = barePage({state: [], cookies: inOrder(entries)});
        for (let count = 0; count < NAMES; ++count) {
            const name = random() < 0.2 ? entries[0].name.replaceAll('*', '') || 'a'
                                        : word(random, 'abA._\u00e9', 7);
            const passes = write(`${name}=1`);
            assert.equal(passes, expected(entries, name),
                         `${name} among ${JSON.stringify(entries)}`);
            passed += passes ? 1 : 0;
            held += passes ? 0 : 1;
        }
    }
    assert.ok(passed > 1000 && held > 1000, `${passed} passed, ${held} were held`);
});
