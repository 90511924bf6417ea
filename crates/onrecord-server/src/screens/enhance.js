// What a script adds: a slider over the days on which something happened, files that can be dropped, and how far the reading
// of files is. Everything works without it.
'use strict';
const chinese = document.documentElement.lang.startsWith('zh');

for (const form of document.querySelectorAll('form.asof')) {
  const days = (form.dataset.days || '').split(' ').filter(Boolean);
  const field = form.querySelector('input[type=date]');
  if (days.length < 2 || !field) continue;
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.min = 0;
  slider.max = days.length - 1;
  slider.setAttribute('aria-label', chinese ? '截至日期' : 'As of which day');
  const at = days.filter((d) => d <= (field.value || '9999')).length - 1;
  slider.value = Math.max(0, at);
  const told = () => slider.setAttribute('aria-valuetext', days[slider.value]);
  told();
  slider.addEventListener('input', () => { field.value = days[slider.value]; told(); });
  slider.addEventListener('change', () => {
    sessionStorage.setItem('slid', location.pathname);
    form.requestSubmit();
  });
  field.before(slider);
  // The day's screen is a new page: whoever slides by keyboard goes on sliding.
  if (sessionStorage.getItem('slid') === location.pathname) slider.focus({ preventScroll: true });
  sessionStorage.removeItem('slid');
}

for (const form of document.querySelectorAll('form.drop')) {
  const files = form.querySelector('input[type=file]');
  const told = form.querySelector('[role=status]');
  const say = (words) => { if (told) told.textContent = words; };
  form.addEventListener('dragover', (event) => { event.preventDefault(); form.classList.add('over'); });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('over');
    if (files && event.dataTransfer.files.length) {
      files.files = event.dataTransfer.files;
      say([...files.files].map((f) => f.name).join(', '));
      files.focus();
    }
  });
  // One file after the other, so that it can be told how far it is; without a script all go at once.
  form.addEventListener('submit', (event) => {
    const chosen = [...(files ? files.files : [])];
    if (!chosen.length) return;
    event.preventDefault();
    const button = form.querySelector('button');
    button.disabled = true;
    const bar = document.createElement('progress');
    const all = chosen.reduce((sum, file) => sum + file.size, 0) || 1;
    bar.max = all;
    bar.value = 0;
    bar.setAttribute('aria-label', chinese ? '读取进度' : 'Progress');
    told.before(bar);
    form.querySelectorAll('ul.list').forEach((before) => before.remove());
    const made = document.createElement('ul');
    made.className = 'list';
    told.after(made);
    let sent = 0;
    const line = (name, words) => {
      const item = document.createElement('li');
      const named = document.createElement('bdi');
      named.textContent = name;
      item.append(named, chinese ? '：' : ': ', words);
      made.append(item);
    };
    const next = (at) => {
      if (at === chosen.length) {
        bar.remove();
        const read = made.querySelectorAll('a').length;
        button.disabled = false;
        form.reset();
        say(chinese ? `共${chosen.length}个文件，已读取${read}个` : `${read} of ${chosen.length} files were read`);
        const home = document.createElement('a');
        home.href = '/';
        home.textContent = chinese ? '查看目前的记录' : 'What is on record now';
        told.append(chinese ? '。' : '. ', home);
        home.focus();
        return;
      }
      const file = chosen[at];
      const name = file.name;
      const count = chinese ? `（第${at + 1}个，共${chosen.length}个）` : ` (${at + 1} of ${chosen.length})`;
      say((chinese ? '正在发送：' : 'Sending ') + name + count);
      const body = new FormData();
      body.append('form_token', form.elements.form_token.value);
      body.append('files', file);
      const request = new XMLHttpRequest();
      request.open('POST', form.action);
      request.responseType = 'document';
      request.upload.addEventListener('progress', (e) => { bar.value = sent + Math.min(e.loaded, file.size); });
      request.upload.addEventListener('load', () => say((chinese ? '正在读取：' : 'Reading ') + name + count));
      request.addEventListener('loadend', () => {
        sent += file.size;
        bar.value = sent;
        const page = request.response;
        const items = page ? page.querySelectorAll('main > ul.list > li') : [];
        const wrong = page && page.querySelector('.message.wrong');
        if (items.length) items.forEach((item) => made.append(document.importNode(item, true)));
        else line(name, wrong ? wrong.textContent : (chinese ? '未能发送，请重试' : 'could not be sent: send it again'));
        next(at + 1);
      });
      request.send(body);
    };
    next(0);
  });
}
