import assert from 'node:assert/strict';
import test from 'node:test';

import {policy} from './harness/registry.mjs';
import {Stage, WORLDS} from './harness/stage.mjs';

// Every place where the scripts of `/news/tracked` and `/tracked` put a cookie.
function everywhere(world) {
    return ['_ga', '_hjSession_1'].flatMap((name) => [`${name} .example.${world} /`,
                                                      `${name} www.example.${world} /`,
                                                      `${name} www.example.${world} /news`]);
}

function essential(world, ...more) {
    return ['SESSION', 'basket', 'cookies_policy', ...more].map(
        (name) => `${name} www.example.${world} /`);
}

function assertNeverTold(origin) {
    for (const {path, cookies} of origin.requests) {
        for (const name of ['_ga', '_hjSession_1']) {
            assert.ok(!(name in cookies), `${path} was told ${name}`);
        }
    }
}

for (const world of WORLDS) {
    test(`refused (${world}): what scripts wrote is gone after the next page, in every variant`,
         async (t) => {
        const stage = await Stage.open(t, world);
        await stage.visit('/');
        await stage.choose(false);
        await stage.visit('/news/tracked');
        const decided = essential(world, 'cookies_preferences_set');
        assert.deepEqual(await stage.jar(), [...everywhere(world), ...decided].sort());

        await stage.visit('/news/next');
        assert.deepEqual(await stage.jar(), decided.sort());
        assertNeverTold(stage.origin);
        assert.deepEqual(stage.origin.last('/news/next').cookies,
                         {SESSION: 's3cr3t', basket: '3', cookies_policy: policy(false),
                          cookies_preferences_set: 'true'});
    });

    test(`undecided (${world}): the default refuses as well, from the page after it on`,
         async (t) => {
        const stage = await Stage.open(t, world);
        await stage.visit('/news/tracked');
        assert.deepEqual(await stage.jar(), [...everywhere(world), ...essential(world)].sort());

        await stage.visit('/news/next');
        assert.deepEqual(await stage.jar(), essential(world).sort());
        assertNeverTold(stage.origin);
    });

    test(`refused (${world}): a cookie of another folder goes when that folder is visited`,
         async (t) => {
        const stage = await Stage.open(t, world);
        await stage.visit('/news/tracked');
        await stage.visit('/jobs/next');
        const left = ['_ga', '_hjSession_1'].map((name) => `${name} www.example.${world} /news`);
        assert.deepEqual(await stage.jar(), [...left, ...essential(world)].sort());

        await stage.visit('/news/next');
        assert.deepEqual(await stage.jar(), essential(world).sort());
        assertNeverTold(stage.origin);
    });
}
