import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import test from 'node:test';

import {echo, Stage} from './harness/stage.mjs';

const MEBIBYTE = 1024 * 1024;

test('text and binary, of every length that a frame has a form for', async (t) => {
    const stage = await Stage.open(t, {greet: echo});
    const {visitor} = await stage.connect();
    for (const length of [0, 1, 125, 126, 65_535, 65_536, MEBIBYTE]) {
        const text = 'ä'.repeat(length);
        visitor.socket.send(text);
        assert.equal(await visitor.text(), text);
        const bytes = randomBytes(length);
        visitor.socket.send(bytes);
        assert.deepEqual(await visitor.message(), {data: bytes, binary: true});
    }
    visitor.socket.close();
});

test('frames of 1 MiB to a visitor that is slow to read, and back', async (t) => {
    const stage = await Stage.open(t);
    const {visitor, origin} = await stage.connect();
    const frames = Array.from({length: 24}, () => randomBytes(MEBIBYTE));
    visitor.socket.pause();
    for (const frame of frames) {
        origin.socket.send(frame);
    }
    // The other direction is not held up by the one that stands still.
    visitor.socket.send('still here');
    assert.equal(await origin.text(), 'still here');
    visitor.socket.resume();
    for (const frame of frames) {
        const {data} = await visitor.message();
        assert.ok(data.equals(frame));
        visitor.socket.send(data);
    }
    for (const frame of frames) {
        assert.ok((await origin.message()).data.equals(frame));
    }
    visitor.socket.close();
});

test('a message in fragments, with a ping between them', async (t) => {
    const stage = await Stage.open(t);
    const {visitor, origin} = await stage.connect();
    for (const [from, to] of [[visitor, origin], [origin, visitor]]) {
        const pinged = to.control('ping');
        from.socket.send('one ', {fin: false});
        from.socket.send('message ', {fin: false});
        from.socket.ping('between');
        assert.equal(await pinged, 'between');
        from.socket.send('', {fin: false});
        from.socket.send('in pieces', {fin: true});
        assert.equal(await to.text(), 'one message in pieces');
    }
    visitor.socket.close();
});

test('ping and pong, both ways', async (t) => {
    const stage = await Stage.open(t);
    const {visitor, origin} = await stage.connect();
    for (const [from, to] of [[visitor, origin], [origin, visitor]]) {
        for (const payload of ['', 'are you there?', 'x'.repeat(125)]) {
            const heard = Promise.all([to.control('ping'), from.control('pong')]);
            from.socket.ping(payload);
            assert.deepEqual(await heard, [payload, payload]);
        }
    }
    visitor.socket.close();
});
