import assert from 'node:assert/strict';
import test from 'node:test';

import {policy} from './harness/registry.mjs';
import {Stage, WORLDS} from './harness/stage.mjs';

for (const world of WORLDS) {
    test(`granted (${world}): what scripts wrote stays, and the origin is told`, async (t) => {
        const stage = await Stage.open(t, world);
        await stage.visit('/');
        await stage.choose(true);
        await stage.visit('/tracked');
        const before = await stage.jar();
        for (const name of ['_ga', '_hjSession_1']) {
            assert.ok(before.includes(`${name} .example.${world} /`));
            assert.ok(before.includes(`${name} www.example.${world} /`));
        }

        const fields = await stage.visit('/next');
        assert.deepEqual(fields, ['SESSION=s3cr3t; Path=/; HttpOnly; SameSite=Lax']);
        assert.deepEqual(await stage.jar(), before);
        const told = stage.origin.last('/next').headers.cookie;
        for (const crumb of ['_ga=host', '_ga=parent', '_hjSession_1=host', '_hjSession_1=parent',
                             `cookies_policy=${policy(true)}`]) {
            assert.ok(told.split('; ').includes(crumb), `${crumb} is not in ${told}`);
        }
    });

    test(`withdrawn (${world}): what was granted before goes with the next page`, async (t) => {
        const stage = await Stage.open(t, world);
        await stage.visit('/');
        await stage.choose(true);
        await stage.visit('/news/tracked');
        assert.equal((await stage.jar()).filter((line) => line.startsWith('_')).length, 6);

        await stage.choose(false);
        await stage.visit('/news/next');
        assert.deepEqual(
            await stage.jar(),
            ['SESSION', 'basket', 'cookies_policy', 'cookies_preferences_set'].map(
                (name) => `${name} www.example.${world} /`));
        assert.ok(!('_ga' in stage.origin.last('/news/next').cookies));
        assert.equal(await stage.value('cookies_policy'), policy(false));
    });
}
