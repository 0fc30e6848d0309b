import type { Readings } from "./groups.ts";

// The usual reading of each of the 2,048 characters, in the order of the word list (v stands for ü); made with @napi-rs/pinyin 1.8.0.
const SYLLABLES = `
de yi shi zai bu le you he ren zhe zhong da wei shang ge guo wo yi yao ta shi lai yong men sheng dao zuo di yu chu jiu fen dui
cheng hui ke zhu fa nian dong tong gong ye neng xia guo zi shuo chan zhong mian er fang hou duo ding xing xue fa suo min de
jing shi san zhi jin zhe deng bu du jia dian li li ru shui hua gao zi er li qi xiao wu xian shi jia liang dou liang ti zhi ji
dang shi dian cong ye ben qu ba xing hao ying kai ta he hai yin you qi xie ran qian wai tian zheng si ri na she yi shi ping
xing xiang quan biao jian yang yu guan ge zhong xin xian nei shu zheng xin fan ni ming kan yuan you me li bi huo dan zhi qi di
xiang dao ming ci bian tiao zhi mei jie jie wen yi jian yue gong wu xi jun hen qing zhe zui li dai xiang yi tong bing ti zhi
ti dang cheng zhan wu guo liao xiang yuan ge wei ru chang wen zong ci pin shi huo she ji guan te jian zhang qiu lao tou ji zi
bian liu lu ji shao tu shan tong jie zhi jiao jiang zu jian ji bie ta shou jiao qi gen lun yun nong zhi ji jiu qu qiang fang
jue xi bei gan zuo bi zhan xian hui ze ren qu ju chu dui nan gei se guang men ji bao zhi bei zao bai gui re ling qi hai kou
dong dao qi ya zhi shi jin zeng zheng ji jie you si shu ji jiao shou lian shen ren liu gong quan shou zheng gai qing mei zai
cai zhuan geng dan feng qie da bai jiao su hua dai an chang shen che li zhen wu ju wan mei mu zhi da zou ji shi yi sheng bao
dou wan lei ba li hua ming que cai ke zhang xin ma jie hua mi zheng kong yuan kuang jin ji wen chuan tu xu bu qun guang shi ji
xu duan yan jie la lin lv jiao qie jiu guan yue zhi zhuang ying suan di chi yin zhong shu bu fu rong er xu ji shang fei yan
lian duan shen nan jin kuang qian zhou wei su ji bei ban ban qing sheng lie xi xiang yue zhi ban shi gan lao bian tuan wang
suan li shi ke he chu xiao gou fu cheng tai zhun jing zhi hao lv zu wei hua xuan biao xie cun hou mao qin kuai xiao si yuan
cha jiang xing yan wang an ge yang yi zhi pai ceng pian shi que zhuan zhuang yu chang jing shi shi shu yuan bao huo zhu diao
man xian ju zhao can hong xi yin ting gai tie jia yan shou di ye guan de sui bing su shi er si jiang pei nv huang tui xian tan
zui shen yi ne xi han qi wang mi pi ying xiang fang ju qiu ying yang shi gao li tai luo mu bang lun po ya shi wei zhu yuan zi
cai pai gong he tai feng ling shi jian shu rong zen zhi an yan shi jun wu gu ye yu bo shi jin fei jin ai zuo zhang zao chao
hai xu qing fu shi shi chong bing yuan pan hu si zu mou lian cha zhi ban tian jiang hei fan fu ji fan ji xing shi yu jian qu
shu xiu gu cheng fu gou song bi chuan zhan you cai chi fu chun zhi jue han hua gong ba gen sui za fei jian xi zhu sheng yang
hu chu chuang kang kao tou huai ce gu jing huan wei pao liu gang ceng duan ze zhan jian shu qian fu jin di she cao chong cheng
du ling xian a xuan huan shuang qing chao wei rang kong zhou liang zhou zhao fou ji yi yi you ding chu zai dao fang tu zuo fen
di lve ke yuan leng sheng jue xi kuai ji ce si xie su nian chen reng luo yan you yang cuo ku ye xing yi pin zhu kao hun mu
duan pi zhong ju qi cun yun na ji ju wei ting lie yang cha shao xun jing ruo yin zhou ke kuo ji kong gao shen shi dai he xiao
san qin ba jia you jiu cai wei jiu mo hu huo sun yu zu hao pu wen yi ma zhi xi kuo yin yu hui jiu shou na xu zhi yi que yu ma
zhen liu a ji chang wu xun yuan shen fu huo cha xian liang jin hai tuo liu fei shan long yan fu jian xue huan xie zhang ge sha
gang gong wei dun tao wan li luan ran mao hu sha yao ning lu gui zhong mei du ban bo xiang jie po ju feng pei wo lan dan xian
dan chen jia chuan zhi da le shui shun yan suo zheng lian xi song jiao kun yi mian bei xing fu mai ran jing gai man pa ci bei
zu huang cu jing bu ping fan rou jian ni yi kuan yang mian xi shang cao chui qiu yi qing tao du zhen jia liang mo xian qing
bian niu chu ying lei xiao shi zuo ju zhua lie bao hu niang jing wei lv jing hou meng heng ji sun yan wei jiao wu xiang lin lu
gu diao ya deng sui cuo shu nai ju yu zhao tiao ge ji ke kai hu e kuan shao juan qi wei zheng zhi yong zong miao chuan lu yan
ruo ling yang zou yan lu gan tan hua zhen fan nong hang huai gan ku duo yi ling shui tu mie sai gui zhao gu bo pan cai xian
kang wei lu jun chun jie tang gai heng fu si nu tang yu qiang run fu ha jing shu chong ze nao rang tan ou bian ce zhai gan che
lv xie bao ting na dan si shen zhe mai shi an he wa sai chuang zhu e hu fang ta qi tou liang dao xuan ji ka lv yu fen du ni
tui xi bai hui cai mai hao xia ze mang tong xian ying yu fan quan xue han yi chou pian zhen yin ding chi zhui dui xiong ying
fan ba lou bi mou dun ye zhu qi lei pian dian guan suo qin zhi chao ye dou hu tuo jing su yi yu zhu ti xian cu qing shang tong
chu xie fen gou mo jun chi pang sui gu jian bu di bao ge guan shu shi ci wang bi dun bao wu chen wen jie pao can dong qiao fu
jing zong zhao wu fu fu zao xu nin yao gu zan xiang ge ding nan chui yuan fen tang bai song bo ju geng tan rong bi wan jian
fan zhu guo jiu en bo ning jian chi jie lian ma fang jin fei sheng ban huan jing jing chang hun she tong zui cha an lang
zhuang jie cang gu mao fu nu la guan cheng huo hui yun sha zha bian er biao chen yi li di mai xiu sa e wang wu dian pen zong
cun han gua hong he shan jian bao xi jin dao qiang ruan yong xiang gun li meng fang ken po zhu dang tui yi lv wei ya bing gong
deng li xue zuan lei tao zhang an guo feng bi gang fu gui mu bi ca mo ci lang mi yuan zhu jian shou gu dao gan pao shui tong
zhu tang fa xiu hui she mu rao zha zhe lin ji peng dan jian qi xian chai cheng tu yan lei shao wang beng lan tuo dong shou
jing xin zhuang feng pin xu wan mo tai you ting zun chuang gang nong li yi shi gong jie zhen rui guai you qin xun miao mo wei
jia yao yuan zhu qiong sen zhi zhu gou cui sheng yi bang sheng xing jiang lan yong ya zhu li lv na wen ba pai zan han xiu ai
qin fa jiao qian wu mo yu feng xing kan bao fang jiang lv gui li kua mo wa lian sao he dai tan wu mu zhu hu li mei nai jie zai
zhou jian ben song bao hui dong han zhi pu ji jie yue du tiao dan jian bei peng ba die dai ma meng ya rong chi yu ku jing ke
ben qian zhong hu xi mei fa zhen shen zhuo zun yun long luo cang wei rui xiao dan jian yin ai he bo zhong su gang qian qiang
bo qiao ke xiong du xun cheng bi xiang ke ye xun ju bei guan ling lun piao xun gui pu sheng kong qia zheng qu tai huang teng
tie rou di meng kuo liang qi tian che chu qian nao rao zi sha di xi diao tao fa wei liao ping po fu bi mo ren xia la lin xiong
gong ji ou qi cao jin ru deng ji ren lan zhuan zu wu jian ban gua qian bing zan zao xiang liu mi nuan pai yang dan xiang huang
ta ci pu dai bin hu luo hui fen jing xi nu zhan nai xu jian ji min tu xi jie zhen xuan jue xiang jiu xing kuang suo dian hen
sheng ba pa shang ni wan ling zhu miao zhe mao yi bi xi ya qu feng chen chu bei zhi luan shu ti yan tan qi qu shai xia mao sha
shou yi jin quan mao chi gui jiang dai lou gao guan nen xie xin lao pan shi ao ming ling yang ping chuan tang hui jiao rong
pen xi miao chou dong fu she xi jin ju liao han jia niao qi shen mei shu tian bang sui xiao han bi niu qiao liang ting wan zai
chao bei huan liu quan hao liao bo hong dan li bai gou mai gun yan yin ban ma ci gou kou gu jiang rong wu zhang duo mu ni yu
ji shan diao chang xu chong jian chang ting yao shi shu shua chi fan fu feng fu jiao man man shan gai tao fu zai fan su kui
qiang xie leng fu kuang qiao shu zhuang pian kan wang fei gu tu meng qu qu ji miao xi yang hen zhang xie pao mei sang gang ma
shuai dao shen zang lai yong tian cao yue ji li li ting wei yi zuo wei zheng zhu tan ding da jing long ku tou gong zhui heng
jie keng bi yi lun xu yu dai guan luo peng yi peng shu si zhou mu ye ku ce shi tu shen pi xi yan hong xin jin shou yu ding jin
sang xun duan long sou pu yao ting zhi mai shu cui mei xian you fen wan yu zhang xie zhang pei pi cheng hang yao du zhuo piao
piao kun qi wu lang wan zhi he shi xiao ya you qian yan sa yin fu yan fan zhai zhang ban ling zhi chun dong bing chu zi ban fu
fu tuo rou xian chai wai pu an diu hao hui ang dian dang lan tan wei jiao wang huang feng nuo jiang yi xiong lie wu yao hun
tang ying qi qiao xi cong lu mo men zi gua jia lan wu zhai er zhi po huan bing hui can jia chou la wo di jian qiao bao po cong
zhao huo lao tai cang bin lia tong xiang kan xia shao tao feng huai sui xiong fen hong su dang ge bo sao yu xi jian juan chang
cheng shai bian dian lian tan jiao jiang ping yi ai cai du mo zhou chang die ge lai qiao xia gou hen ba xiang e huo qiu xuan
liu yue luo peng chang qing fang ting tun wei yuan ai xie
`;

// Characters that many look for under another reading too.
const OTHERS = `
乐yue 了liao 会kuai 传zhuan 似si 便pian 剥bao 单shan 参shen 塞se 壳qiao 大dai 奇ji 宿xiu 弹tan 强jiang 得dei 折she 曾zeng 朝zhao 校jiao 没mo 熟shou
率shuai 的di 盛cheng 省xing 着zhao 着zhuo 种chong 系ji 给ji 色shai 落la 薄bo 藏zang 血xie 行hang 觉jiao 角jue 说shui 谁shei 调tiao 车ju 还huan 这zhei
那nei 都du 重chong 长chang 降xiang 露lou
`;

/** Readings of the Chinese word list, for the picker. */
export function readings(): Readings {
  const others = new Map<string, string[]>();
  for (const entry of itemsOf(OTHERS)) {
    const [character = "", ...sound] = Array.from(entry);
    others.set(character, [...(others.get(character) ?? []), shown(sound.join(""))]);
  }
  return { syllables: itemsOf(SYLLABLES).map(shown), others };
}

function itemsOf(text: string): string[] {
  return text.trim().split(/\s+/u);
}

function shown(sound: string): string {
  return sound.replace("v", "ü");
}
