// A worker's clock: a hidden tab gets no animation frames, but messages from a worker still arrive, so training goes on.
'use strict';
let timer = 0;
onmessage = ({data}) => {
  clearInterval(timer);
  timer = data ? setInterval(() => postMessage(0), data) : 0;
};
