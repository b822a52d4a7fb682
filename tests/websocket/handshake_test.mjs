import assert from 'node:assert/strict';
import {once} from 'node:events';
import {connect} from 'node:net';
import test from 'node:test';

import {policy} from '../browser/harness/registry.mjs';
import {echo, Stage} from './harness/stage.mjs';

const COOKIES = {
    SESSION: 'SESSION=s3cr3t; Path=/; HttpOnly',
    global_banner_seen: 'global_banner_seen=1; Path=/',
    _ga: '_ga=GA1.1.1; Path=/; Max-Age=63072000',
    surprise: 'surprise=1; Path=/',
};
const SET_COOKIES = Object.values(COOKIES).map((cookie) => `Set-Cookie: ${cookie}`);

/** Who asks with which choice, and what is left of COOKIES. */
const CHOICES = {
    'a first visit': [undefined, ['SESSION']],
    'all refused': [policy(false), ['SESSION']],
    'all granted': [policy(true), ['SESSION', 'global_banner_seen', '_ga']],
};
/** What browsers say of a WebSocket, and what they say of a page. */
const SOCKET = {'Sec-Fetch-Dest': 'websocket', 'Sec-Fetch-Mode': 'websocket',
                'Sec-Fetch-Site': 'same-origin'};
const DOCUMENT = {'Sec-Fetch-Dest': 'document', 'Sec-Fetch-Mode': 'navigate',
                  'Sec-Fetch-Site': 'none', Accept: 'text/html'};

function cookieField(choice) {
    const crumbs = ['SESSION=1', '_ga=2'];
    return {Cookie: [...crumbs, ...(choice ? [`cookies_policy=${choice}`] : [])].join('; ')};
}

for (const [name, [choice, left]] of Object.entries(CHOICES)) {
    test(`cookies in the 101 (${name})`, async (t) => {
        const stage = await Stage.open(t, {fields: SET_COOKIES});
        for (const more of [{}, SOCKET, DOCUMENT]) {
            const {visitor, response} = await stage.connect(
                {headers: {...cookieField(choice), ...more}});
            assert.equal(response.statusCode, 101);
            assert.deepEqual(response.headers['set-cookie'], left.map((cookie) => COOKIES[cookie]));
            const told = stage.upgrades.at(-1).headers.cookie;
            assert.equal(told.includes('_ga=2'), left.includes('_ga'), told);
            assert.ok(told.includes('SESSION=1'), told);
            visitor.socket.close();
        }
    });

    test(`cookies of an upgrade that is refused (${name})`, async (t) => {
        // Names in two cases, because `ws` takes an object and joins the elements of an array.
        const fields = {'Set-Cookie': COOKIES._ga, 'set-cookie': COOKIES.SESSION};
        const stage = await Stage.open(t, {server: {
            verifyClient: (_, done) => done(false, 403, 'not you', fields)}});
        const response = await stage.refusal({headers: {...cookieField(choice), ...SOCKET}});
        assert.equal(response.statusCode, 403);
        assert.deepEqual(response.headers['set-cookie'],
                         ['_ga', 'SESSION'].filter((cookie) => left.includes(cookie))
                             .map((cookie) => COOKIES[cookie]));
    });
}

test('an upgrade that is refused, and one after it', async (t) => {
    const refused = {'/401': [401, {'WWW-Authenticate': 'Basic realm="chat"'}], '/403': [403, {}],
                     '/503': [503, {'Retry-After': '7'}]};
    const stage = await Stage.open(t, {greet: echo, server: {verifyClient: ({req}, done) => {
        const [status, fields] = refused[req.url] ?? [];
        done(status === undefined, status, 'says the origin', fields);
    }}});
    for (const [path, [status, fields]] of Object.entries(refused)) {
        const response = await stage.refusal({path});
        assert.equal(response.statusCode, status);
        assert.equal(response.body, 'says the origin');
        for (const [field, value] of Object.entries(fields)) {
            assert.equal(response.headers[field.toLowerCase()], value);
        }
        const {visitor} = await stage.connect();
        visitor.socket.send('hello');
        assert.equal(await visitor.text(), 'hello');
        visitor.socket.close();
    }
});

test('subprotocols are negotiated end to end', async (t) => {
    const stage = await Stage.open(t, {server: {
        handleProtocols: (offered) => offered.has('chat.v2') ? 'chat.v2' : false}});
    const {visitor, origin} = await stage.connect({protocols: ['chat.v1', 'chat.v2']});
    assert.equal(visitor.socket.protocol, 'chat.v2');
    assert.equal(origin.socket.protocol, 'chat.v2');
    assert.equal(stage.upgrades.at(-1).headers['sec-websocket-protocol'], 'chat.v1,chat.v2');
    visitor.socket.close();
    const plain = await stage.connect();
    assert.equal(plain.visitor.socket.protocol, '');
    plain.visitor.socket.close();
});

for (const [server, client] of [[true, true], [true, false], [false, true]]) {
    test(`permessage-deflate: origin ${server}, visitor ${client}`, async (t) => {
        const stage = await Stage.open(t, {greet: echo, server: {perMessageDeflate: server}});
        const tcp = connect(stage.port, '127.0.0.1');
        const {visitor, origin} = await stage.connect({perMessageDeflate: client,
                                                       createConnection: () => tcp});
        const both = server && client;
        for (const {socket} of [visitor, origin]) {
            assert.equal(socket.extensions, both ? 'permessage-deflate' : '');
        }
        const text = 'again and again '.repeat(65_536);
        visitor.socket.send(text);
        assert.equal(await visitor.text(), text);
        assert.equal(tcp.bytesRead < text.length / 10, both, `${tcp.bytesRead} bytes`);
        visitor.socket.close();
    });
}

test('what the origin says in the write of its 101', async (t) => {
    const stage = await Stage.open(t, {greet: ({socket}) => {
        socket.send('welcome');
        socket.send(Buffer.alloc(40_000, 7));
    }});
    const {visitor} = await stage.connect();
    assert.equal(await visitor.text(), 'welcome');
    assert.deepEqual((await visitor.message()).data, Buffer.alloc(40_000, 7));
    visitor.socket.close();
});

test('an origin that says goodbye in the write of its 101', async (t) => {
    const stage = await Stage.open(t, {greet: ({socket}) => socket.close(4000, 'full')});
    const {visitor} = await stage.connect();
    assert.deepEqual(await visitor.end(), [4000, 'full']);
});

test('what the visitor says as soon as it has the 101', async (t) => {
    const stage = await Stage.open(t, {greet: echo});
    const {visitor} = await stage.connect({finishRequest: (request, socket) => {
        socket.once('open', () => socket.send('first'));
        request.end();
    }});
    assert.equal(await visitor.text(), 'first');
    visitor.socket.close();
});

test('what the visitor says in the write of its request', async (t) => {
    const stage = await Stage.open(t, {greet: echo});
    const tcp = connect(stage.port, '127.0.0.1');
    await once(tcp, 'connect');
    const {visitor} = await stage.connect({
        createConnection: () => tcp,
        finishRequest: (request) => {
            tcp.cork();
            request.once('socket', () => setImmediate(() => {
                tcp.write(eager);
                tcp.uncork();
            }));
            request.end();
        },
    });
    assert.equal(await visitor.text(), 'eager');
    visitor.socket.close();
});

/** A text frame, masked with zeros. */
const eager = Buffer.concat([Buffer.from([0x81, 0x80 | 5, 0, 0, 0, 0]), Buffer.from('eager')]);
