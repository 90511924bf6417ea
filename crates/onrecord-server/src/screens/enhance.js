// What a script adds: a slider over the days on which something happened, files that can be dropped, and a word while
// pages are read. Everything works without it.
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
  form.addEventListener('submit', () => say(chinese ? '正在读取…' : 'Reading…'));
}
