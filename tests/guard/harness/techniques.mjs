// The ways in which a page fetches from elsewhere after it has come. Each runs in the page and is
// given a URL on the third party.

/** What puts a tag into the page, or gives one its URL. */
export const TAGS = {
    'script.src': (url) => {
        const script = document.createElement('script');
        script.src = url;
        document.head.append(script);
    },
    'script.src, in the page already': (url) => {
        const script = document.head.appendChild(document.createElement('script'));
        script.src = url;
    },
    'script.setAttribute': (url) => {
        const script = document.createElement('script');
        script.setAttribute('SRC', url);
        document.head.append(script);
    },
    'new Image': (url) => {
        new Image().src = url;
    },
    'new Image, protocol-relative, upper case, dot': (url) => {
        new Image().src = url.replace('http:', '').replace('.test', '.TEST.');
    },
    'img.srcset': (url) => {
        const image = document.createElement('img');
        image.srcset = `/own.gif 5x, ${url} 1x`;
        document.body.append(image);
    },
    'picture source': (url) => {
        const picture = document.createElement('picture');
        const source = document.createElement('source');
        source.setAttribute('srcset', url);
        picture.append(source, document.createElement('img'));
        document.body.append(picture);
    },
    'iframe.src': (url) => {
        const frame = document.createElement('iframe');
        frame.src = url;
        document.body.append(frame);
    },
    'iframe.srcdoc': (url) => {
        const frame = document.createElement('iframe');
        frame.srcdoc = `<img src="${url}">`;
        document.body.append(frame);
    },
    'link.href, rel before': (url) => {
        const link = document.createElement('link');
        link.rel = 'stylesheet';
        link.href = url;
        document.head.append(link);
    },
    'link.href, rel after': (url) => {
        const link = document.createElement('link');
        link.href = url;
        document.head.append(link);
        link.rel = 'stylesheet';
    },
    'video.poster': (url) => {
        const video = document.createElement('video');
        video.poster = url;
        document.body.append(video);
    },
    'new Audio': (url) => {
        new Audio(url).load();
    },
    'audio.src': (url) => {
        const audio = document.createElement('audio');
        audio.preload = 'auto';
        audio.src = url;
        document.body.append(audio);
    },
    'embed.src': (url) => {
        const embed = document.createElement('embed');
        embed.src = url;
        document.body.append(embed);
    },
    'object.data': (url) => {
        const object = document.createElement('object');
        object.data = url;
        document.body.append(object);
    },
    'input.src': (url) => {
        const input = document.createElement('input');
        input.type = 'image';
        input.src = url;
        document.body.append(input);
    },
    'svg image': (url) => {
        const namespace = 'http://www.w3.org/2000/svg';
        const svg = document.createElementNS(namespace, 'svg');
        const image = document.createElementNS(namespace, 'image');
        image.setAttributeNS('http://www.w3.org/1999/xlink', 'xlink:href', url);
        svg.append(image);
        document.body.append(svg);
    },
    'innerHTML': (url) => {
        const box = document.body.appendChild(document.createElement('div'));
        box.innerHTML = `<p title="it's > all"><IMG alt='a "b" > c' SRC='${url}'></p>`;
    },
    'innerHTML, no quotes': (url) => {
        document.body.appendChild(document.createElement('div')).innerHTML = `<img src=${url}>`;
    },
    'innerHTML, out of the page': (url) => {
        document.createElement('div').innerHTML = `<img src="${url}">`;
    },
    'innerHTML of a shadow root': (url) => {
        const host = document.body.appendChild(document.createElement('div'));
        host.attachShadow({mode: 'closed'}).innerHTML = `<img src="${url}">`;
    },
    'template': (url) => {
        const template = document.createElement('template');
        template.innerHTML = `<img src="${url}">`;
        document.body.append(template.content.cloneNode(true));
    },
    'outerHTML': (url) => {
        const box = document.body.appendChild(document.createElement('div'));
        box.outerHTML = `<table><tr><td><img src="${url}"></table>`;
    },
    'insertAdjacentHTML': (url) => {
        document.body.insertAdjacentHTML('beforeend', `<iframe src="${url}"></iframe>`);
    },
    'createContextualFragment': (url) => {
        document.body.append(
            document.createRange().createContextualFragment(`<script src="${url}"></script>`));
    },
    'DOMParser': (url) => {
        const parsed = new DOMParser().parseFromString(`<img src="${url}">`, 'text/html');
        document.body.append(document.adoptNode(parsed.querySelector('img')));
    },
};

/** What asks by itself. */
export const REQUESTS = {
    'fetch': (url) => {
        return fetch(url).then(() => 'answered', (error) => error.name);
    },
    'fetch of a Request': (url) => {
        return fetch(new Request(url, {method: 'POST'})).then(() => 'answered',
                                                              (error) => error.name);
    },
    'fetch of a URL': (url) => {
        return fetch(new URL(url)).then(() => 'answered', (error) => error.name);
    },
    'sendBeacon': (url) => {
        return navigator.sendBeacon(url, 'data') ? 'answered' : 'TypeError';
    },
    'XMLHttpRequest': (url) => {
        return new Promise((resolve) => {
            const request = new XMLHttpRequest();
            request.open('GET', url);
            request.onload = () => resolve('answered');
            request.onerror = () => resolve(
                request.readyState === 4 && request.status === 0 ? 'TypeError' : 'odd');
            request.send();
        });
    },
    'XMLHttpRequest, synchronous': (url) => {
        const request = new XMLHttpRequest();
        request.open('GET', url, false);
        try {
            request.send();
            return 'answered';
        } catch (error) {
            return error.name === 'NetworkError' ? 'TypeError' : error.name;
        }
    },
    'WebSocket': (url) => {
        return new Promise((resolve) => {
            const socket = new WebSocket(url.replace('http', 'ws'));
            socket.binaryType = 'arraybuffer';
            socket.onmessage = () => resolve('answered');
            socket.addEventListener('close', () => resolve(
                socket instanceof WebSocket && socket.readyState === WebSocket.CLOSED ? 'TypeError'
                                                                                      : 'odd'));
        });
    },
    'EventSource': (url) => {
        return new Promise((resolve) => {
            const source = new EventSource(url.concat('/events'));
            source.onmessage = () => { source.close(); resolve('answered'); };
            source.onerror = () => resolve(
                source.readyState === EventSource.CLOSED ? 'TypeError' : 'odd');
        });
    },
};
