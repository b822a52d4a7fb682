import assert from 'node:assert/strict';
import test from 'node:test';

import {policy} from './harness/registry.mjs';
import {Stage, WORLDS} from './harness/stage.mjs';

const YEAR = 31_536_000;

for (const world of WORLDS) {
    test(`first visit (${world}): the browser keeps the default, byte for byte`, async (t) => {
        const stage = await Stage.open(t, world);
        const before = Date.now() / 1000;
        const fields = await stage.visit('/');
        const expected = `cookies_policy=${policy(false)}; Path=/; Max-Age=${YEAR}; SameSite=Lax`;
        assert.deepEqual(fields.filter((field) => field.startsWith('cookies_policy')), [expected]);

        const cookies = await stage.context.cookies();
        const {expires, ...kept} = cookies.find(({name}) => name === 'cookies_policy');
        assert.deepEqual(kept, {name: 'cookies_policy', value: policy(false), path: '/',
                                domain: `www.example.${world}`, httpOnly: false, secure: false,
                                sameSite: 'Lax'});
        assert.ok(Math.abs(expires - before - YEAR) < 60, `expires at ${expires}`);
        assert.deepEqual(await stage.jar(), [`SESSION www.example.${world} /`,
                                             `cookies_policy www.example.${world} /`]);
    });

    test(`first visit (${world}): scripts and the origin read the default; it comes once`,
         async (t) => {
        const stage = await Stage.open(t, world);
        await stage.visit('/');
        assert.deepEqual(stage.origin.last('/').cookies, {});
        assert.equal(await stage.page.evaluate(() => document.cookie),
                     `cookies_policy=${policy(false)}`);

        const fields = await stage.visit('/next');
        assert.deepEqual(fields.filter((field) => field.startsWith('cookies_policy')), []);
        assert.deepEqual(stage.origin.last('/next').cookies,
                         {SESSION: 's3cr3t', cookies_policy: policy(false)});
        // The premise of the two worlds.
        assert.equal('sec-fetch-dest' in stage.origin.last('/next').headers, world === 'localhost');
    });
}
