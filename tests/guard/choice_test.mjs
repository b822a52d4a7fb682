import assert from 'node:assert/strict';
import test from 'node:test';

import {Visit} from './harness/visit.mjs';

// Has the page keep what the event tells.
function listen(visit, page = visit.page) {
    return page.evaluate(() => {
        globalThis.told = [];
        document.addEventListener('consentproxy:change', ({detail}) => told.push(detail));
    });
}

function told(page, count) {
    return page.waitForFunction((least) => told.length >= least && told, count)
        .then((handle) => handle.jsonValue());
}

test('the page can ask what is granted, and change nothing by it', async (t) => {
    const visit = await Visit.open(t, {pages: {'/': {granted: 'essential usage'}}});
    await visit.goto('/');
    const seen = await visit.run(() => {
        consentProxy.granted.push('campaigns');
        consentProxy.has = () => true;
        globalThis.consentProxy = null;
        return {granted: consentProxy.granted,
                has: ['essential', 'usage', 'campaigns'].map((id) => consentProxy.has(id))};
    });
    assert.deepEqual(seen, {granted: ['essential', 'usage'], has: [true, true, false]});
});

test('an update is told once, with what is granted and what was withdrawn', async (t) => {
    const visit = await Visit.open(t, {pages: {'/': {granted: 'essential usage'}}});
    await visit.goto('/');
    await listen(visit);
    await visit.run(() => {
        consentProxy.update(['essential', 'campaigns']);
        consentProxy.update(['campaigns']);
        consentProxy.update([]);
    });
    assert.deepEqual(await told(visit.page, 2), [
        {granted: ['essential', 'campaigns'], withdrawn: ['usage']},
        {granted: ['essential'], withdrawn: ['campaigns']},
    ]);
    assert.equal(visit.site.count('GET', '/cookies/policy'), 0);
});

// By plain http, and in browsers before 2025, there is no cookieStore to tell of changes.
function withoutCookieStore(visit) {
    return visit.context.addInitScript(() => { delete globalThis.cookieStore; });
}

for (const has of [true, false]) {
    test(`a choice that another script saves is followed, asked for once (cookieStore: ${has})`,
         async (t) => {
        const visit = await Visit.open(t);
        if (!has) {
            await withoutCookieStore(visit);
        }
        await visit.goto('/');
        await listen(visit);
        await visit.run(() => {
            document.cookie = 'cookies_policy=essential.usage; path=/';
            document.cookie = 'cookies_preferences_set=true; path=/';
        });
        assert.deepEqual(await told(visit.page, 1),
                         [{granted: ['essential', 'usage'], withdrawn: []}]);
        await visit.run(() => { document.cookie = '_ga=1'; });
        assert.ok((await visit.names()).includes('_ga'));

        await visit.run(() => { document.cookie = 'cookies_policy=essential; path=/'; });
        assert.deepEqual((await told(visit.page, 2))[1],
                         {granted: ['essential'], withdrawn: ['usage']});
        assert.ok(!(await visit.names()).includes('_ga'));
        assert.equal(visit.site.count('GET', '/cookies/policy'), 2);
    });
}

test('other tabs follow', async (t) => {
    const visit = await Visit.open(t);
    await visit.goto('/');
    await listen(visit);
    const tab = await visit.newTab();
    await tab.goto(`${visit.site.url}/other`);
    await tab.evaluate(() => { document.cookie = 'cookies_policy=essential.usage; path=/'; });
    assert.deepEqual(await told(visit.page, 1),
                     [{granted: ['essential', 'usage'], withdrawn: []}]);
});

for (const type of ['visibilitychange', 'pageshow']) {
    test(`without cookieStore a tab follows on ${type}`, async (t) => {
        const visit = await Visit.open(t);
        await withoutCookieStore(visit);
        await visit.goto('/');
        await listen(visit);
        await visit.context.addCookies([
            {name: 'cookies_policy', value: 'essential.usage', url: visit.site.url}]);
        await visit.run((name) => {
            (name === 'pageshow' ? window : document).dispatchEvent(new Event(name));
        }, type);
        assert.deepEqual(await told(visit.page, 1),
                         [{granted: ['essential', 'usage'], withdrawn: []}]);
    });
}

test('an answer that a newer choice has overtaken counts for nothing', async (t) => {
    const visit = await Visit.open(t);
    await visit.goto('/');
    await listen(visit);
    const asked = new Promise((resolve) => {
        visit.page.route('**/cookies/policy', resolve);
    });
    await visit.run(() => { document.cookie = 'cookies_policy=essential.usage; path=/'; });
    const route = await asked;
    await visit.run(() => consentProxy.update(['essential', 'campaigns']));
    const [response] = await Promise.all([visit.page.waitForResponse('**/cookies/policy'),
                                          route.continue()]);
    await response.finished();
    // As long as the guard needs for the answer, this takes too.
    await visit.run(() => fetch('/').then((answer) => answer.text()));
    assert.deepEqual(await told(visit.page, 1),
                     [{granted: ['essential', 'campaigns'], withdrawn: []}]);
});

test('a page out of the back/forward cache follows what was chosen meanwhile', async (t) => {
    const visit = await Visit.withThirdParties(t, {pages: {'/first': {banner: true}}});
    await visit.goto('/first');
    await visit.run((url) => {
        globalThis.told = [];
        document.addEventListener('consentproxy:change', ({detail}) => told.push(detail));
        addEventListener('pageshow', ({persisted}) => { globalThis.persisted = persisted; });
        document.body.append(Object.assign(new Image(), {src: `${url}/pixel`}));
    }, visit.refused.url);
    await visit.goto('/second');
    await visit.run(() => {
        document.cookie = 'cookies_policy=essential.usage; path=/';
        document.cookie = 'cookies_preferences_set=true; path=/';
    });
    assert.equal(visit.refused.connections, 0);
    await visit.page.goBack({waitUntil: 'commit'});
    assert.equal(await visit.run(() => globalThis.persisted), true);
    assert.deepEqual(await told(visit.page, 1),
                     [{granted: ['essential', 'usage'], withdrawn: []}]);
    await visit.refused.asked('/pixel');
    assert.equal(await visit.page.locator('#consent-proxy-banner').isVisible(), false);
});

test('where nothing can be asked the choice of the page holds', async (t) => {
    const visit = await Visit.open(t, {config: {base: '/absent/cookies'}});
    await visit.goto('/');
    await Promise.all([
        visit.page.waitForResponse('**/absent/cookies/policy'),
        visit.run(() => { document.cookie = 'cookies_policy=essential.usage; path=/'; }),
    ]);
    assert.deepEqual(await visit.run(() => consentProxy.granted), ['essential']);
    assert.deepEqual(visit.complaints, []);
});
