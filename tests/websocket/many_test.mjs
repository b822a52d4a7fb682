import assert from 'node:assert/strict';
import test from 'node:test';

import {echo, Stage} from './harness/stage.mjs';

const MANY = 200;

test(`${MANY} at once`, async (t) => {
    const stage = await Stage.open(t, {greet: echo});
    const pairs = await Promise.all(Array.from({length: MANY}, () => stage.connect()));
    assert.equal(stage.size, MANY);
    for (let round = 0; round < 3; ++round) {
        await Promise.all(pairs.map(async ({visitor}, index) => {
            const said = `${round} of ${index} `.repeat(300);
            visitor.socket.send(said);
            assert.equal(await visitor.text(), said);
        }));
    }
    // While all of them are open, pages are served.
    const page = await fetch(`http://127.0.0.1:${stage.port}/`);
    assert.equal(await page.text(), 'a page');
    for (const [index, {visitor}] of pairs.entries()) {
        visitor.socket.close(4000 + index, 'enough');
    }
    const ends = await Promise.all(pairs.map(({origin}) => origin.end()));
    assert.deepEqual(ends, pairs.map((_, index) => [4000 + index, 'enough']));
});
