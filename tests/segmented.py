"""Invented sentences in scripts without spaces, cut into words by hand before any segmenter had seen them.

A space parts words. Chinese: words as a dictionary lists them, numbers apart from what is counted. Japanese: particles
and endings are words of their own, verbs are cut before their endings, compounds into the words that they are made of.
Thai: words as a dictionary lists them; titles and names of places that are listed are one word.
"""

CHINESE = """
渡轮 公司 昨天 宣布 停航
船员 要求 提高 工资
港口 的 工人 也 参加 了 罢工
市长 表示 谈判 仍 在 继续
警方 说 没有 人 受伤
这 座 桥 将 于 明年 三月 开放
居民 担心 噪音 和 污染
议会 通过 了 新 的 预算
学校 今天 因为 大雪 停课
记者 从 北京 发回 报道
经济 增长 速度 放缓
政府 计划 修建 一 条 铁路
医院 缺少 医生 和 护士
选举 结果 星期天 公布
他们 反对 这 项 法律
气候 变化 影响 农业 生产
公司 的 股票 价格 下跌
两 国 总统 下周 举行 会谈
消费者 抱怨 食品 价格 太 高
法院 判决 被告 无罪
"""

JAPANESE = """
政府 は 昨日 新しい 計画 を 発表 し た
船員 は 賃金 の 引き上げ を 求め て いる
港 の 労働 者 も 参加 し た
市長 は 交渉 が 続い て いる と 述べ た
警察 に よる と けが人 は い ない
橋 は 来年 の 春 に 開通 する
住民 は 騒音 を 心配 し て いる
議会 は 予算 を 可決 し た
学校 は 大雪 で 休み に なっ た
記者 が 東京 から 報告 する
経済 の 成長 が 遅く なっ た
新しい 鉄道 の 建設 が 始まる
病院 で は 医師 が 足り ない
選挙 の 結果 は 日曜日 に 出る
彼ら は この 法律 に 反対 だ
気候 の 変化 は 農業 に 影響 する
会社 の 株価 が 下がっ た
首相 は 来週 フランス を 訪問 する
食品 の 価格 が 高い
裁判 所 は 無罪 の 判決 を 出し た
"""

THAI = """
รัฐบาล ประกาศ แผน ใหม่ เมื่อวาน
ลูกเรือ เรียกร้อง ให้ ขึ้น ค่าจ้าง
คนงาน ท่าเรือ เข้าร่วม การ ประท้วง
นายกเทศมนตรี บอก ว่า การ เจรจา ยัง ดำเนิน ต่อไป
ตำรวจ กล่าว ว่า ไม่ มี ผู้บาดเจ็บ
สะพาน จะ เปิด ใน ปี หน้า
ชาวบ้าน กังวล เรื่อง เสียง และ มลพิษ
สภา ผ่าน งบประมาณ แล้ว
โรงเรียน ปิด เพราะ น้ำท่วม
นักข่าว รายงาน จาก กรุงเทพ
เศรษฐกิจ เติบโต ช้า ลง
รัฐบาล จะ สร้าง ทางรถไฟ
โรงพยาบาล ขาดแคลน แพทย์ และ พยาบาล
ผล การเลือกตั้ง จะ ออก วันอาทิตย์
พวกเขา คัดค้าน กฎหมาย นี้
อากาศ ร้อน กระทบ การเกษตร
ราคา หุ้น ของ บริษัท ตก
นายกรัฐมนตรี จะ เดินทาง ไป ญี่ปุ่น
ประชาชน บ่น ว่า อาหาร แพง
ศาล ตัดสิน ว่า จำเลย ไม่ ผิด
"""

#: The sentences of each language, as lists of words.
SENTENCES = {
    language: [line.split() for line in lines.strip().splitlines()]
    for language, lines in {"Chinese": CHINESE, "Japanese": JAPANESE, "Thai": THAI}.items()
}


def ends(words: list[str]) -> set[tuple[int, int]]:
    """Return where each word begins and ends, in characters of the sentence without spaces."""
    spans = set()
    place = 0
    for word in words:
        spans.add((place, place + len(word)))
        place += len(word)
    return spans


def f1(by_hand: list[list[str]], found: list[list[str]]) -> float:
    """Return the harmonic mean of precision and recall of whole words."""
    right = sum(len(ends(a) & ends(b)) for a, b in zip(by_hand, found, strict=True))
    return 2 * right / (sum(map(len, by_hand)) + sum(map(len, found)))
