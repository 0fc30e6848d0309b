import type { errors as english } from "../en/errors.ts";

/** What went wrong, and what to do, in Simplified Chinese. */
export const errors: typeof english = {
  malformed: "这里要的不是这段文字。请看看是不是复制完整了，是不是拿对了。",
  version: "这是另一个版本的程序做的。请两边都更新，再试一次。",
  "too-large": "太长了。请删去一些，再试一次。",
  "cannot-open": "打不开：它是给别人的，或者在路上被改过。这里的东西没有受影响。",
  "unknown-word": "有一个词不在词表里。请看看写法，或者换一种词的语言。",
  "wrong-realm": "这个码是另一家服务的。请要一个您用的这家的码。",
  expired: "已经过期了。请再要一个新的。",
  checksum: "有字符漏了或错了。请和原文对照，或者重新粘贴。",
  "weak-question": "这个问题别人也答得上来。请问只有你们两人知道的事。",
  "weak-answer": "这个答案容易猜到。请换一个问题。",
  "names-or-numbers": "请去掉名字和号码：信交到之前，这些字一直留在中间人的手机里。",
  empty: "还没有可以寄的内容。请先写一点。",
  ended: "已经结束了，不能再寄。",
  quota: "现在放不下更多了。请先把等着的发出去，结束不再用的，或者过几天再试。",
  locked: "现在是关着的。请用四个词打开。",
  "wrong-passphrase": "这几个词打不开。请慢慢再试一次。",
  "no-introduction": "这部手机里没有剩下的介绍信了。下次收发时会有新的。",
  "no-return-card": "这里还没有可以用来回信的东西。等下一封信到了就可以回。",
  used: "有人先用了这封介绍信。请告诉给您的人，再要一封新的。",
  "same-broker": "这封介绍信来自您现在的这位中间人。第二条路需要另一个人。",
  unreachable: "连不上。您写的都还在，有网络时再试一次。",
  busy: "那边正忙。请过几分钟再试。",
  storage: "设备没能存下来。看看空间够不够，是不是无痕窗口。",
  defect: "程序本身出了错。以前存的都还在。请关掉再打开。",
};
