import assert from 'node:assert/strict';
import {connect} from 'node:net';
import test from 'node:test';

import {Stage} from './harness/stage.mjs';

const CODES = [[1000, ''], [1000, 'done'], [1001, 'going away'], [1011, 'broke'],
               [3000, ''], [4001, 'log in again'], [4999, 'ü'.repeat(61)]];
const NO_CODE = 1005;
const ABNORMAL = 1006;

const BY = {
    'the visitor': ({visitor, origin}) => [visitor, origin],
    'the origin': ({visitor, origin}) => [origin, visitor],
};

for (const [name, sides] of Object.entries(BY)) {
    test(`closed by ${name}: code and reason`, async (t) => {
        const stage = await Stage.open(t);
        for (const [code, reason] of CODES) {
            const [closing, other] = sides(await stage.connect());
            closing.socket.close(code, reason);
            assert.deepEqual(await other.end(), [code, reason]);
            assert.deepEqual(await closing.end(), [code, reason]);
        }
    });

    test(`closed by ${name} without a code`, async (t) => {
        const stage = await Stage.open(t);
        const [closing, other] = sides(await stage.connect());
        closing.socket.close();
        assert.deepEqual(await other.end(), [NO_CODE, '']);
    });

    test(`dropped by ${name}, after what it had said`, async (t) => {
        const stage = await Stage.open(t);
        const [closing, other] = sides(await stage.connect());
        await new Promise((sent) => { closing.socket.send('last words', sent); });
        closing.socket.terminate();
        assert.equal(await other.text(), 'last words');
        assert.deepEqual(await other.end(), [ABNORMAL, '']);
    });
}

test('reset by the visitor', async (t) => {
    const stage = await Stage.open(t);
    const tcp = connect(stage.port, '127.0.0.1');
    const {origin} = await stage.connect({createConnection: () => tcp});
    tcp.resetAndDestroy();
    assert.deepEqual(await origin.end(), [ABNORMAL, '']);
});
