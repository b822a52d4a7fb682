// Back, forward and reload after the choice: whatever the browser kept, no banner comes back.

import assert from 'node:assert/strict';
import test from 'node:test';

import {legacyPage} from './harness/legacy_site.mjs';
import {assertNoBanner, LegacyStage} from './harness/legacy_stage.mjs';
import {WORLDS} from './harness/stage.mjs';

const DATE = 'Sat, 21 Nov 2026 10:00:00 GMT';

// How the origin lets its pages be kept; it answers conditionals as an origin does.
const KEPT = {
    'no word': {},
    'ETag': {ETag: '"one"'},
    'weak ETag': {ETag: 'W/"one"'},
    'Last-Modified': {'Last-Modified': DATE},
    'max-age': {'Cache-Control': 'max-age=3600'},
    'max-age, both validators': {'Cache-Control': 'public, max-age=3600', 'ETag': '"one"',
                                 'Last-Modified': DATE},
    'no-cache, ETag': {'Cache-Control': 'no-cache', 'ETag': '"one"'},
};

function keptPage(title, headers) {
    return (request) => {
        const {'if-none-match': tags, 'if-modified-since': since} = request.headers;
        const same = tags === undefined ? since !== undefined && since === headers['Last-Modified']
                                        : tags.split(/, */).includes(headers.ETag);
        return same ? {status: 304, headers, cookies: false}
                    : {headers, body: legacyPage({title, head: '<script src="/site.js"></script>',
                                                  body: '<a href="/b">Next</a>'})};
    };
}

async function openKept(t, headers, options) {
    return LegacyStage.open(t, {...options, site: {
        '/a': keptPage('A', headers), '/b': keptPage('B', headers), '/c': keptPage('C', headers)}});
}

async function step(stage, how) {
    await stage.page[how]({waitUntil: 'commit'});
    await stage.page.getByRole('heading', {level: 1}).waitFor();
    if (stage.script) {
        await stage.banner().filter({visible: true}).waitFor({state: 'detached'});
    }
    await assertNoBanner(stage, `${how} to ${stage.page.url()}`);
}

for (const script of [true, false]) {
    for (const [kind, headers] of Object.entries(KEPT)) {
        // Without script only Clear-Site-Data empties that cache, which is not for plain http.
        const worlds = script && kind === 'no word' ? WORLDS : ['localhost'];
        for (const world of worlds) {
            const how = `${kind}, ${script ? 'with' : 'without'} script, ${world}`;
            test(`a page before the one of the choice (${how})`, async (t) => {
                const stage = await openKept(t, headers, {script, world});
                await stage.visit('/a');
                await stage.page.getByRole('link', {name: 'Next'}).click();
                await stage.page.getByRole('heading', {name: 'B'}).waitFor();
                assert.equal(await stage.banner().isVisible(), true);
                await stage.choose('Accept additional cookies');
                await stage.button('Hide cookie message').click();
                await stage.banner().waitFor({state: 'hidden'});
                // Without script there is a page for the form, one for the notice and one without.
                while (!stage.page.url().endsWith('/a')) {
                    await step(stage, 'goBack');
                }
                await step(stage, 'goForward');
                await step(stage, 'reload');
                await step(stage, 'goBack');
                await step(stage, 'reload');
                await stage.visit('/c');
                await assertNoBanner(stage, 'another page');
                await stage.visit('/a');
                await assertNoBanner(stage, 'the first page again');
            });
        }
    }
}

test('with script the pages come from the cache of back and forward', async (t) => {
    const stage = await openKept(t, {});
    await stage.context.addInitScript(() => addEventListener(
        'pageshow', ({persisted}) => { globalThis.persisted = persisted; }));
    await stage.visit('/a');
    await stage.visit('/b');
    await stage.choose('Accept additional cookies');
    await step(stage, 'goBack');
    assert.equal(await stage.page.evaluate(() => globalThis.persisted), true);
    await stage.page.evaluate(() => { document.cookie = '_ga_back=1; path=/'; });
    assert.ok((await stage.names()).includes('_ga_back'), 'the page follows the choice');
});

test('nothing changed after the choice: a page is not sent again', async (t) => {
    const statuses = [];
    const stage = await LegacyStage.open(t, {site: {'/a': (request) => {
        const page = keptPage('A', KEPT.ETag)(request);
        statuses.push(page.status ?? 200);
        return page;
    }}});
    await stage.visit('/a');
    await stage.choose('Reject additional cookies');
    for (const expected of [200, 304, 304]) {
        await stage.visit('/a');
        await assertNoBanner(stage, 'after the choice');
        assert.equal(statuses.at(-1), expected);
    }
});
