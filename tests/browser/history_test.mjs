import assert from 'node:assert/strict';
import test from 'node:test';

import {policy} from './harness/registry.mjs';
import {Stage, WORLDS} from './harness/stage.mjs';

for (const world of WORLDS) {
    test(`back and forward (${world}): a page with the default, seen again, undoes nothing`,
         async (t) => {
        const stage = await Stage.open(t, world);
        await stage.visit('/first');
        await stage.visit('/second');
        await stage.choose(true);
        await stage.visit('/tracked');
        const before = await stage.jar();

        for (const step of ['goBack', 'goBack', 'goForward', 'goForward']) {
            await stage.page[step]();
            assert.equal(await stage.value('cookies_policy'), policy(true), step);
            assert.deepEqual(await stage.jar(), before, step);
        }
        const asked = stage.origin.requests.filter(({path}) => path === '/first');
        assert.equal(asked.length, 1, 'the first page came back from the browser\'s cache');
    });
}
