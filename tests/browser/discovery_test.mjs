import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';

import {binary, environment} from './harness/proxy.mjs';
import {registry} from './harness/registry.mjs';
import {Stage} from './harness/stage.mjs';

const MISSING = ['SESSION', 'basket', '_hjSession_*'];

function run(...args) {
    return spawnSync(binary(), args, {env: environment(), encoding: 'utf8', timeout: 60_000});
}

function discover(...args) {
    const {status, stdout, stderr} = run('discover', '--json', ...args);
    assert.equal(status, 0, stderr);
    return JSON.parse(stdout);
}

/** The registry with what was suggested put into it. */
function completed(suggestions) {
    const full = registry({without: MISSING});
    for (const {name, category} of suggestions) {
        full.categories.find(({id}) => id === category).cookies.push({name});
    }
    return full;
}

// What an enforcing proxy holds back no browser records; its log has it.
for (const [source, mode] of [['log', 'enforce'], ['har', 'report']]) {
    test(`what the ${source} of a visit shows and the registry lacks is found, and then nothing`,
         async (t) => {
        const stage = await Stage.open(t, 'localhost', {mode, without: MISSING});
        await stage.visit('/');
        await stage.choose(true);
        await stage.visit('/tracked');
        await stage.visit('/next');
        await stage.visit('/last');
        const access = join(stage.folder, 'access.log');
        writeFileSync(access, await stage.leave());
        const seen = source === 'log' ? ['--log', access] : ['--har', stage.har];

        const lacking = join(stage.folder, 'lacking.json');
        writeFileSync(lacking, JSON.stringify(registry({without: MISSING})));
        const before = discover('--registry', lacking, ...seen);
        const names = before.unlisted.map(({name}) => name);
        // One digit is not masked: the name stands as it is.
        assert.deepEqual(names.sort(), ['SESSION', '_hjSession_1', 'basket'].sort());
        assert.equal(run('drift', '--registry', lacking, ...seen).status, 1);

        const full = join(stage.folder, 'full.json');
        writeFileSync(full, JSON.stringify(completed(before.suggestions)));
        assert.equal(run('check', '--registry', full).status, 0);
        assert.deepEqual(discover('--registry', full, ...seen).unlisted, []);
        const drift = run('drift', '--registry', full, ...seen);
        assert.deepEqual([drift.status, drift.stdout], [0, '']);
    });
}
