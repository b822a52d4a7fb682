import assert from 'node:assert/strict';
import test from 'node:test';

import {policy} from './harness/registry.mjs';
import {setCookies, Stage, WORLDS} from './harness/stage.mjs';

async function grantedVisitor(t, world, keys) {
    const stage = await Stage.open(t, world, keys);
    await stage.visit('/');
    await stage.choose(true);
    await stage.visit('/tracked');
    return stage;
}

// Sends the form of the other site's login page; the response to the form itself.
async function logIn(stage, callback) {
    const action = encodeURIComponent(stage.base + callback);
    await stage.page.goto(stage.elsewhere(`/login?action=${action}`));
    const posted = stage.page.waitForResponse(
        (response) => response.request().method() === 'POST');
    const navigated = stage.page.waitForNavigation();
    await stage.page.click('button');
    const [response] = await Promise.all([posted, navigated]);
    const {method, cookies} = stage.origin.last(callback);
    assert.equal(method, 'POST');
    // No Lax cookie comes along, so no choice; what says no SameSite comes while it is young.
    assert.deepEqual(cookies, {basket: '3'});
    return response;
}

for (const world of WORLDS) {
    for (const callback of ['/callback', '/callback/moved']) {
        test(`login by a form of another site (${world}, ${callback}): the choice stays`,
             async (t) => {
            const stage = await grantedVisitor(t, world);
            const before = await stage.jar();
            const response = await logIn(stage, callback);
            assert.deepEqual(await setCookies(response),
                             ['SESSION=s3cr3t; Path=/; HttpOnly; SameSite=Lax']);
            assert.deepEqual(await stage.jar(), before);

            await stage.visit('/after');
            assert.equal(await stage.value('cookies_policy'), policy(true));
            assert.equal(await stage.value('cookies_preferences_set'), 'true');
            assert.deepEqual(await stage.jar(), before);
            assert.ok('_ga' in stage.origin.last('/after').cookies);
        });
    }

    test(`embedded in a sibling site's page (${world}): only a document brings the default`,
         async (t) => {
        const stage = await Stage.open(t, world);
        const paths = ['/image', '/fetched', '/prefetched'];
        let target = `/embedding?base=${encodeURIComponent(stage.base)}`;
        if (world === 'localhost') {   // without Sec-Fetch-Dest a frame looks like any document
            paths.push('/framed');
            target += '&frame';
        }
        await stage.page.goto(stage.elsewhere(target, 'static.example'),
                              {waitUntil: 'networkidle'});
        for (const path of paths) {
            assert.ok(stage.origin.last(path), `${path} was not asked for`);
        }
        // SESSION shows that the browser keeps what such responses set.
        assert.deepEqual(await stage.jar(), [`SESSION www.example.${world} /`]);

        await stage.visit('/visited');
        assert.equal(await stage.value('cookies_policy'), policy(false));
    });
}

test('same_site Strict: a link on another site costs nobody the choice', async (t) => {
    const stage = await grantedVisitor(t, 'localhost', {consent: {same_site: 'Strict'}});
    // The visitor's own choice has to be Strict too, or it would come along.
    await stage.page.evaluate((value) => {
        document.cookie = `cookies_policy=${value}; path=/; max-age=31536000; samesite=strict`;
    }, policy(true));
    const before = await stage.jar();
    const target = encodeURIComponent(`${stage.base}/visited`);
    await stage.page.goto(stage.elsewhere(`/linking?target=${target}`));
    await Promise.all([stage.page.waitForURL('**/visited'), stage.page.click('a')]);
    assert.ok(!('cookies_policy' in stage.origin.last('/visited').cookies));
    assert.deepEqual(await stage.jar(), before);
    assert.equal(await stage.value('cookies_policy'), policy(true));
});
