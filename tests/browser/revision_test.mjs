import assert from 'node:assert/strict';
import test from 'node:test';

import {policy} from './harness/registry.mjs';
import {Stage, WORLDS} from './harness/stage.mjs';

for (const world of WORLDS) {
    test(`raised revision (${world}): the default comes back, the decided cookie goes`,
         async (t) => {
        const stage = await Stage.open(t, world);
        await stage.visit('/');
        await stage.choose(true);
        await stage.visit('/tracked');
        assert.equal(await stage.value('cookies_preferences_set'), 'true');

        await stage.restart({revision: 1});
        await stage.visit('/asked-again');
        assert.equal(await stage.value('cookies_policy'), policy(false));
        assert.equal(await stage.value('cookies_policy_revision'), '1');
        assert.equal(await stage.value('cookies_preferences_set'), undefined);
        assert.ok(!('_ga' in stage.origin.last('/asked-again').cookies));

        await stage.visit('/next');
        assert.deepEqual(await stage.jar(),
                         ['SESSION', 'basket', 'cookies_policy', 'cookies_policy_revision'].map(
                             (name) => `${name} www.example.${world} /`));
    });

    test(`raised revision (${world}): the new choice holds`, async (t) => {
        const stage = await Stage.open(t, world, {revision: 1});
        await stage.visit('/');
        await stage.restart({revision: 2});
        await stage.visit('/asked-again');
        await stage.choose(true);
        await stage.visit('/tracked');
        await stage.visit('/next');
        assert.equal(await stage.value('cookies_policy'), policy(true));
        assert.equal(await stage.value('cookies_policy_revision'), '2');
        assert.equal(await stage.value('cookies_preferences_set'), 'true');
        assert.ok('_ga' in stage.origin.last('/next').cookies);
    });
}
