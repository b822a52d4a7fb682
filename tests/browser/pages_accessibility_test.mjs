// axe-core finds nothing to complain of on any page of the proxy's own, nor on the banner.

import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import test from 'node:test';

import {legacyPage} from './harness/legacy_site.mjs';
import {LegacyStage} from './harness/legacy_stage.mjs';

const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
const NARROW = {width: 320, height: 640};
const WIDE = {width: 1280, height: 800};
const LIGHT = {forcedColors: 'none', colorScheme: 'light'};
const FORCED = {forcedColors: 'active', colorScheme: 'light'};
const VIEWS = [[NARROW, LIGHT], [NARROW, FORCED], [WIDE, LIGHT], [WIDE, FORCED],
               [WIDE, {forcedColors: 'none', colorScheme: 'dark'}]];

// Without a script's help, as the form does it.
async function submitPlainly(stage, value) {
    await Promise.all([stage.page.waitForEvent('load'), stage.page.evaluate((choice) => {
        const form = document.querySelector('#consent-proxy-banner form');
        form.insertAdjacentHTML('beforeend', `<input type="hidden" name="all" value="${choice}">`);
        HTMLFormElement.prototype.submit.call(form);
    }, value)]);
}

const PAGES = {
    'banner': (stage) => stage.visit('/page'),
    'accepted, with script': async (stage) => {
        await stage.visit('/page');
        await stage.choose('Accept additional cookies');
    },
    'rejected, without script': async (stage) => {
        await stage.visit('/page');
        await submitPlainly(stage, 'no');
        await stage.button('Hide cookie message').waitFor();
    },
    'settings': (stage) => stage.visit('/cookies'),
    'settings saved': async (stage) => {
        await stage.visit('/cookies');
        await stage.button('Save cookie settings').click();
        await stage.page.getByRole('alert').waitFor();
    },
    'saved, on a page of the site': async (stage) => {
        await stage.visit('/page');
        await stage.page.getByRole('link', {name: 'View cookies'}).click();
        await stage.button('Save cookie settings').click();
        await stage.button('Hide cookie message').waitFor();
    },
    'details': async (stage) => {
        await stage.context.addCookies([{name: '_ga_refused', value: '1', url: stage.base}]);
        await stage.visit('/cookies/details');
        await stage.page.getByText('_ga_refused').waitFor();
    },
    'refusal': async (stage) => {
        await stage.page.goto(`http://elsewhere.example:${stage.site.port}/post`);
        await Promise.all([stage.page.waitForEvent('load'), stage.button('Post').click()]);
        await stage.page.getByRole('heading', {name: 'have not changed'}).waitFor();
    },
};

for (const style of ['govuk', 'plain']) {
    for (const [name, open] of Object.entries(PAGES)) {
        test(`axe: ${name} (${style})`, async (t) => {
            const site = {'/page': legacyPage({body: '<p>Read <a href="/b">more</a>.</p>'})};
            const stage = await LegacyStage.open(t, {site, registry: {
                pages: {style, links: [{text: 'Privacy notice', href: '/privacy'}]},
                receipts: {file: 'receipts.jsonl'},
                third_parties: [{host: '*.videos.example', category: 'campaigns'}]}});
            site['/post'] = `<form method="post" action="${stage.base}/cookies">
<button name="all" value="yes">Post</button></form>`;
            await stage.context.addInitScript({path: AXE});
            await open(stage);
            for (const [size, media] of VIEWS) {
                await stage.page.setViewportSize(size);
                await stage.page.emulateMedia(media);
                const found = await stage.page.evaluate(async () => {
                    const {violations, passes} = await globalThis.axe.run(document, {
                        resultTypes: ['violations'], runOnly: {type: 'tag', values: [
                            'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                            'best-practice']}});
                    return {passed: passes.length, violations: violations.map(
                        ({id, nodes}) => `${id}: ${nodes.map(
                            ({html, failureSummary}) => `${html} ${failureSummary}`)}`)};
                });
                assert.deepEqual(found.violations, [],
                                 `${size.width} px, ${JSON.stringify(media)}`);
                assert.ok(found.passed > 10, `${found.passed} rules had something to look at`);
                const wide = await stage.page.evaluate(
                    () => document.documentElement.scrollWidth - innerWidth);
                assert.ok(wide <= 0, `${wide} px too wide at ${size.width}`);
            }
        });
    }
}
