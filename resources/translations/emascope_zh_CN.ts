<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>CompareWords</name>
    <message>
        <source>%1 and raw have the same loss on every sample.</source>
        <translation>%1 与原始权重在每个样本上的损失都相同。</translation>
    </message>
    <message>
        <source>%1 and raw are right on the same samples.</source>
        <translation>%1 与原始权重在相同的样本上判断正确。</translation>
    </message>
    <message>
        <source>%1 has the lower loss on %2 samples and the higher on %3.</source>
        <translation>%1 在 %2 个样本上损失较低，在 %3 个样本上较高。</translation>
    </message>
    <message>
        <source>%1 has the lower loss on %2 samples and the higher on %3: no clear difference.</source>
        <translation>%1 在 %2 个样本上损失较低，在 %3 个样本上较高：没有明显差别。</translation>
    </message>
    <message>
        <source>%1 corrects %2 and breaks %3: no clear difference.</source>
        <translation>%1 改正了 %2 个，弄错了 %3 个：没有明显差别。</translation>
    </message>
    <message>
        <source>%1 corrects %2 tokens that raw gets wrong and breaks %3.</source>
        <translation>%1 改正了原始权重弄错的 %2 个词元，又弄错了 %3 个。</translation>
    </message>
    <message>
        <source>%1 corrects %2 sample that raw gets wrong and breaks %3.</source>
        <translation>%1 改正了原始权重弄错的 %2 个样本，又弄错了 %3 个。</translation>
    </message>
    <message>
        <source>%1 corrects %2 samples that raw gets wrong and breaks %3.</source>
        <translation>%1 改正了原始权重弄错的 %2 个样本，又弄错了 %3 个。</translation>
    </message>
    <message>
        <source>one step of one run</source>
        <translation>一次训练的一步</translation>
    </message>
    <message>
        <source>No test: tokens of one text depend on each other · %1</source>
        <translation>不做检验：同一文本的词元互相依赖 · %1</translation>
    </message>
    <message>
        <source>Exact sign test, %1 · %2</source>
        <translation>精确符号检验，%1 · %2</translation>
    </message>
    <message>
        <source>Exact McNemar test, %1 · %2</source>
        <translation>精确 McNemar 检验，%1 · %2</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>the mix</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>main track</source>
        <translation>主轨道</translation>
    </message>
    <message>
        <source>track %1</source>
        <translation>轨道 %1</translation>
    </message>
    <message>
        <source>, half-life %1</source>
        <translation>，半衰期 %1</translation>
    </message>
    <message>
        <source>no number</source>
        <translation>不是数值</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>非有限值</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>sample %1</source>
        <translation>样本 %1</translation>
    </message>
    <message>
        <source>, %1</source>
        <translation>，%1</translation>
    </message>
    <message>
        <source>%1 has the lower loss on %2 sample and the higher on %3.</source>
        <translation>%1 在 %2 个样本上损失较低，在 %3 个样本上较高。</translation>
    </message>
    <message>
        <source>%1 has the lower loss on %2 sample and the higher on %3: no clear difference.</source>
        <translation>%1 在 %2 个样本上损失较低，在 %3 个样本上较高：没有明显差别。</translation>
    </message>
    <message>
        <source>%1 corrects %2 token that raw gets wrong and breaks %3.</source>
        <translation>%1 改正了原始权重弄错的 %2 个词元，又弄错了 %3 个。</translation>
    </message>
</context>
<context>
    <name>EventsTable</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Click an event, or press Enter, to show its step on the chart.</source>
        <translation>点击事件或按回车，在图中显示它的那一步。</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>event</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>refused: %1</source>
        <translation>被拒绝：%1</translation>
    </message>
    <message>
        <source>step skipped: %1 not finite (%2 so far); the weights did not change</source>
        <translation>跳过一步：%1 非有限值（至今 %2 次）；权重未变</translation>
    </message>
    <message>
        <source>failed: %1</source>
        <translation>失败：%1</translation>
    </message>
    <message>
        <source>Run %1: %2, seed %3</source>
        <translation>训练 %1：%2，随机种子 %3</translation>
    </message>
    <message>
        <source>ended by a new run</source>
        <translation>因新的训练而结束</translation>
    </message>
    <message>
        <source>ended before its last step</source>
        <translation>在最后一步之前结束</translation>
    </message>
    <message>
        <source>Click to show this step on the chart</source>
        <translation>点击可在图中显示这一步</translation>
    </message>
    <message>
        <source>Events %1</source>
        <translation>事件 %1</translation>
    </message>
    <message>
        <source>average %1, made from snapshots: loss %2</source>
        <translation>平均 %1，由快照做出：损失 %2</translation>
    </message>
    <message>
        <source>losses between raw and %1: %2</source>
        <translation>原始与 %1 之间的损失：%2</translation>
    </message>
    <message>
        <source>losses on the test samples: %1</source>
        <translation>测试样本上的损失：%1</translation>
    </message>
    <message>
        <source>Stored run: %1, seed %2</source>
        <translation>已保存的训练：%1，随机种子 %2</translation>
    </message>
    <message>
        <source>Log of another tool: %1</source>
        <translation>其他工具的日志：%1</translation>
    </message>
</context>
<context>
    <name>LogDialog</name>
    <message>
        <source>Log file or folder:</source>
        <translation>日志文件或文件夹：</translation>
    </message>
    <message>
        <source>Logs of TensorBoard, Trackio, Lightning, Trainer (*tfevents* *.db *.csv *.json)</source>
        <translation>TensorBoard、Trackio、Lightning、Trainer 的日志 (*tfevents* *.db *.csv *.json)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
</context>
<context>
    <name>LossPlot</name>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
</context>
<context>
    <name>MadeOfCard</name>
    <message>
        <source>What the average is made of</source>
        <translation>平均由什么构成</translation>
    </message>
    <message>
        <source>There is no average.</source>
        <translation>没有平均。</translation>
    </message>
    <message>
        <source>Not shown: %1.</source>
        <translation>不显示：%1。</translation>
    </message>
    <message>
        <source>Nothing was averaged yet.</source>
        <translation>还没有进行过平均。</translation>
    </message>
    <message>
        <source>mean age %1 steps</source>
        <translation>平均年龄 %1 步</translation>
    </message>
    <message>
        <source>effective number of samples: %1</source>
        <translation>有效样本数：%1</translation>
    </message>
    <message>
        <source>90 % of it is at most %1 steps old</source>
        <translation>其中 90% 至多 %1 步之前</translation>
    </message>
    <message>
        <source>%1 % is still a copy of the weights after step %2</source>
        <translation>其中 %1% 仍是第 %2 步之后权重的副本</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Written: %1 · %2 after step %3 · %4 bytes</source>
        <translation>已写入：%1 · %2，第 %3 步之后 · %4 字节</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
</context>
<context>
    <name>RunOfLogDialog</name>
    <message>
        <source>Choose a run</source>
        <translation>选择一次训练</translation>
    </message>
    <message>
        <source>%1 has several runs:</source>
        <translation>%1 中有多次训练：</translation>
    </message>
    <message>
        <source>Runs of the log</source>
        <translation>日志中的训练</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>best raw</source>
        <translation>原始最佳</translation>
    </message>
    <message>
        <source>best average</source>
        <translation>平均最佳</translation>
    </message>
    <message>
        <source>Δ</source>
        <translation>Δ</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>SetupPanel</name>
    <message>
        <source>preset</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>what to look for</source>
        <translation>看什么</translation>
    </message>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>%1, %2 parameters</source>
        <translation>%1，%2 个参数</translation>
    </message>
    <message>
        <source>data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>run</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>%1, %2 for training, %3 for validation</source>
        <translation>%1，%2 个用于训练，%3 个用于验证</translation>
    </message>
    <message>
        <source>%1 %2 samples for training, %3 for validation.</source>
        <translation>%1 %2 个样本用于训练，%3 个用于验证。</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>evaluate every</source>
        <translation>评估间隔</translation>
    </message>
    <message>
        <source>For a restart. Esc restores the value of this run.</source>
        <translation>用于重新开始。Esc 恢复本次训练的值。</translation>
    </message>
    <message>
        <source>Restart with these</source>
        <translation>用这些值重新开始</translation>
    </message>
    <message>
        <source>From step 0, with the present settings of the tracks</source>
        <translation>从第 0 步开始，轨道用当前设置</translation>
    </message>
    <message>
        <source>Change a value first</source>
        <translation>请先改变一个值</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>rate schedule</source>
        <translation>学习率变化</translation>
    </message>
    <message>
        <source>imported from</source>
        <translation>导入自</translation>
    </message>
</context>
<context>
    <name>WeightsPlot</name>
    <message>
        <source>Weight of past steps</source>
        <translation>过去各步的权重</translation>
    </message>
    <message>
        <source>%1 steps ago</source>
        <translation>%1 步之前</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
</context>
<context>
    <name>emascope</name>
    <message>
        <source>Two spirals</source>
        <translation>双螺旋</translation>
    </message>
    <message>
        <source>Why average? · MLP</source>
        <translation>为什么要平均？ · MLP</translation>
    </message>
    <message>
        <source>The raw weights never settle. Their average is calm, and lower by about a fifth.</source>
        <translation>原始权重始终不能平静。它们的平均很平稳，而且损失低约五分之一。</translation>
    </message>
    <message>
        <source>Wrong labels</source>
        <translation>错误标签</translation>
    </message>
    <message>
        <source>handwritten digits · CNN</source>
        <translation>手写数字 · CNN</translation>
    </message>
    <message>
        <source>One label in ten is wrong: raw misreads 83 of 500 digits, the average 17.</source>
        <translation>十个标签中有一个是错的：500 个数字中，原始权重读错 83 个，平均读错 17 个。</translation>
    </message>
    <message>
        <source>Noisy targets</source>
        <translation>带噪声的目标值</translation>
    </message>
    <message>
        <source>fitting a curve · MLP</source>
        <translation>拟合曲线 · MLP</translation>
    </message>
    <message>
        <source>Every batch pulls the curve its own way; the average lies close to the truth.</source>
        <translation>每个批次都把曲线拉向自己的方向；平均则接近真实的曲线。</translation>
    </message>
    <message>
        <source>Noisy bowl</source>
        <translation>带噪声的碗</translation>
    </message>
    <message>
        <source>Where is the bottom? · two numbers</source>
        <translation>底在哪里？ · 两个数</translation>
    </message>
    <message>
        <source>Raw wanders around the bottom for ever. The average comes much nearer.</source>
        <translation>原始权重永远在碗底周围徘徊。平均要近得多。</translation>
    </message>
    <message>
        <source>Noisy signal</source>
        <translation>带噪声的信号</translation>
    </message>
    <message>
        <source>What is an average? · no network</source>
        <translation>什么是平均？ · 没有网络</translation>
    </message>
    <message>
        <source>The signal jumps half-way: an average needs some half-lives to be right again.</source>
        <translation>信号在中途跳变：平均要过几个半衰期才重新正确。</translation>
    </message>
    <message>
        <source>Ring of Gaussians</source>
        <translation>高斯环</translation>
    </message>
    <message>
        <source>Why diffusion models ship the average</source>
        <translation>为什么扩散模型采用平均</translation>
    </message>
    <message>
        <source>The averaged denoiser has less than half of the error of the raw one.</source>
        <translation>平均去噪器的误差不到原始的一半。</translation>
    </message>
    <message>
        <source>Transfer learning</source>
        <translation>迁移学习</translation>
    </message>
    <message>
        <source>a new head, then all of it · CNN</source>
        <translation>先训练新的头部，再训练全部 · CNN</translation>
    </message>
    <message>
        <source>At step 500 the network thaws: raw jumps, the average hardly notices.</source>
        <translation>第 500 步网络解冻：原始权重跳变，平均几乎没有察觉。</translation>
    </message>
    <message>
        <source>Next character</source>
        <translation>下一个字符</translation>
    </message>
    <message>
        <source>language · small transformer</source>
        <translation>语言 · 小型 Transformer</translation>
    </message>
    <message>
        <source>It learns to spell, and its average is hundreds of steps ahead of raw.</source>
        <translation>它学会拼写，它的平均领先原始权重几百步。</translation>
    </message>
    <message>
        <source>Rate to zero</source>
        <translation>学习率降到零</translation>
    </message>
    <message>
        <source>When averaging does not help · two spirals</source>
        <translation>平均何时没有帮助 · 双螺旋</translation>
    </message>
    <message>
        <source>The rate falls to zero, and raw and average end in the same loss.</source>
        <translation>学习率降到零，原始权重与平均最终损失相同。</translation>
    </message>
    <message>
        <source>Optimizer steps</source>
        <translation>优化器的步数</translation>
    </message>
    <message>
        <source>Passes through the training set, instead of steps</source>
        <translation>遍历训练集的次数，代替步数</translation>
    </message>
    <message>
        <source>Samples per gradient pass</source>
        <translation>每次梯度计算的样本数</translation>
    </message>
    <message>
        <source>Optimizer, followed by its parameters if they differ from the defaults:
sgd,momentum=0.9</source>
        <translation>优化器，后接与默认值不同的参数：
sgd,momentum=0.9</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>How the learning rate changes during the run: cosine,warmup=100</source>
        <translation>学习率在训练中如何变化：cosine,warmup=100</translation>
    </message>
    <message>
        <source>Averages of the weights, one per line; the first is the main track:
slow:schedule=constant,beta=0.999</source>
        <translation>权重的平均，每行一个；第一个是主轨道：
slow:schedule=constant,beta=0.999</translation>
    </message>
    <message>
        <source>Seed of the initial weights and the order of the batches</source>
        <translation>初始权重和批次次序的随机种子</translation>
    </message>
    <message>
        <source>Maximal steps per second; 0 is unlimited. If empty, the run is slowed down so that it takes at least 20 s</source>
        <translation>每秒最多的步数；0 为不限。留空时放慢训练，使它至少持续 20 秒</translation>
    </message>
    <message>
        <source>engine&apos;s default</source>
        <translation>引擎的默认值</translation>
    </message>
    <message>
        <source>file or folder</source>
        <translation>文件或文件夹</translation>
    </message>
    <message>
        <source>the last column</source>
        <translation>最后一列</translation>
    </message>
    <message>
        <source>by their names</source>
        <translation>按名称</translation>
    </message>
    <message>
        <source>inferred from the targets</source>
        <translation>根据目标值推断</translation>
    </message>
    <message>
        <source>those found</source>
        <translation>找到的</translation>
    </message>
    <message>
        <source>size of the images</source>
        <translation>图像的大小</translation>
    </message>
    <message>
        <source>built for the data</source>
        <translation>按数据构建</translation>
    </message>
    <message>
        <source>task default</source>
        <translation>任务的默认值</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Rate schedule</source>
        <translation>学习率变化</translation>
    </message>
    <message>
        <source>from the number of steps</source>
        <translation>由步数得出</translation>
    </message>
    <message>
        <source>slow enough for 20 s</source>
        <translation>放慢到至少 20 秒</translation>
    </message>
    <message>
        <source>SHA-256 of the model</source>
        <translation>模型的 SHA-256</translation>
    </message>
    <message>
        <source>Yes, run this program&apos;s code</source>
        <translation>是，运行这个程序的代码</translation>
    </message>
    <message>
        <source>this LibTorch has no CUDA half (./app/run --cuda adds it)</source>
        <translation>这个 LibTorch 没有 CUDA 部分（./app/run --cuda 可加上）</translation>
    </message>
    <message>
        <source>LibTorch cannot use the GPU with this NVIDIA driver</source>
        <translation>LibTorch 不能用这个 NVIDIA 驱动使用 GPU</translation>
    </message>
    <message>
        <source>a GPU is usable</source>
        <translation>有可用的 GPU</translation>
    </message>
    <message>
        <source>no GPU found</source>
        <translation>没有找到 GPU</translation>
    </message>
    <message>
        <source>faster than the GPU for a model this small</source>
        <translation>对这么小的模型比 GPU 更快</translation>
    </message>
    <message>
        <source>LibTorch cannot use this GPU</source>
        <translation>LibTorch 不能使用这个 GPU</translation>
    </message>
    <message>
        <source>requested</source>
        <translation>按要求</translation>
    </message>
    <message>
        <source>no NVIDIA driver found</source>
        <translation>没有找到 NVIDIA 驱动</translation>
    </message>
    <message>
        <source>text generated from the start of the validation text</source>
        <translation>从验证文本开头生成的文本</translation>
    </message>
    <message>
        <source>the fitted curve</source>
        <translation>拟合的曲线</translation>
    </message>
    <message>
        <source>points generated from noise</source>
        <translation>由噪声生成的点</translation>
    </message>
    <message>
        <source>estimated value of each sensor</source>
        <translation>各传感器的估计值</translation>
    </message>
    <message>
        <source>misclassified validation images</source>
        <translation>分类错误的验证图像</translation>
    </message>
    <message>
        <source>distance to the minimum</source>
        <translation>到最低点的距离</translation>
    </message>
    <message>
        <source>predicted spiral of each point</source>
        <translation>各点的预测螺旋</translation>
    </message>
    <message>
        <source>Your own data</source>
        <translation>自己的数据</translation>
    </message>
    <message>
        <source>A network sized to your data, trained with Adam. Change any setting.</source>
        <translation>按您的数据确定大小的网络，用 Adam 训练。任何设置都可以改。</translation>
    </message>
    <message>
        <source>this program does not know the rule</source>
        <translation>本程序不认识这条规则</translation>
    </message>
    <message>
        <source>its settings are in epochs of unknown length</source>
        <translation>它的设置以轮次计，而轮次的长度未知</translation>
    </message>
    <message>
        <source>the rule is not a weighted mean of all past steps</source>
        <translation>这条规则不是过去各步的加权平均</translation>
    </message>
    <message>
        <source>no evaluation yet</source>
        <translation>还没有评估</translation>
    </message>
    <message>
        <source>the run is too long to list its steps</source>
        <translation>训练太长，无法列出各步</translation>
    </message>
    <message>
        <source>Any half-life up to %1 steps is within the noise of the best (%2).</source>
        <translation>半衰期不超过 %1 步，都与最佳（%2）在噪声范围内相当。</translation>
    </message>
    <message>
        <source>Any half-life of %1 or more steps is within the noise of the best (%2).</source>
        <translation>半衰期不少于 %1 步，都与最佳（%2）在噪声范围内相当。</translation>
    </message>
    <message>
        <source>Any half-life from %1 to %2 steps is within the noise of the best (%3).</source>
        <translation>半衰期从 %1 到 %2 步，都与最佳（%3）在噪声范围内相当。</translation>
    </message>
    <message>
        <source>%1 and %2</source>
        <translation>%1 和 %2</translation>
    </message>
    <message>
        <source>%1 is within the noise of the best (%2).</source>
        <translation>%1 与最佳（%2）在噪声范围内相当。</translation>
    </message>
    <message>
        <source>%1 are within the noise of the best (%2).</source>
        <translation>%1 与最佳（%2）在噪声范围内相当。</translation>
    </message>
    <message>
        <source>Too early to tell: %1 of %2 evaluations.</source>
        <translation>为时过早：%2 次评估中的 %1 次。</translation>
    </message>
    <message>
        <source>No half-life stands out yet.</source>
        <translation>还没有哪个半衰期明显更好。</translation>
    </message>
    <message>
        <source>No other half-life is within the noise of the best (%1).</source>
        <translation>没有其他半衰期与最佳（%1）在噪声范围内相当。</translation>
    </message>
    <message>
        <source>± at least %1</source>
        <translation>± 至少 %1</translation>
    </message>
    <message>
        <source>%1 ± at least %2 %</source>
        <translation>%1 ± 至少 %2%</translation>
    </message>
    <message>
        <source>too early</source>
        <translation>为时过早</translation>
    </message>
    <message>
        <source>settling</source>
        <translation>过渡期</translation>
    </message>
    <message>
        <source>no comparison</source>
        <translation>无法比较</translation>
    </message>
    <message>
        <source>more than 10 times higher</source>
        <translation>高出 10 倍以上</translation>
    </message>
    <message>
        <source>all of the last %1</source>
        <translation>最近 %1 次的全部</translation>
    </message>
    <message>
        <source>%1 of the last %2</source>
        <translation>最近 %2 次中的 %1 次</translation>
    </message>
    <message>
        <source>%1 and equal in %2 of the last %3</source>
        <translation>最近 %3 次中的 %1 次（另有 %2 次相等）</translation>
    </message>
    <message>
        <source>equal in all of the last %1</source>
        <translation>最近 %1 次全部相等</translation>
    </message>
    <message>
        <source>equal within noise (%1 %2 higher)</source>
        <translation>在噪声范围内相等（%1 高 %2）</translation>
    </message>
    <message>
        <source>equal within noise (%1 %2 lower)</source>
        <translation>在噪声范围内相等（%1 低 %2）</translation>
    </message>
    <message>
        <source>raw lower in %1, %2 more than 10 times higher</source>
        <translation>在%1里原始更低，%2 高出 10 倍以上</translation>
    </message>
    <message>
        <source>raw lower in %1, %2 higher by %3</source>
        <translation>在%1里原始更低，%2 高 %3</translation>
    </message>
    <message>
        <source>%1 lower in %2, by %3</source>
        <translation>%1 在%2里更低，低 %3</translation>
    </message>
    <message>
        <source>too early to tell: %1 of %2 evaluations</source>
        <translation>为时过早：%2 次评估中的 %1 次</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed</source>
        <translation>评估次数太少：需要 %2 次，只有 %1 次</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed; %3 lower in all %1</source>
        <translation>评估次数太少：需要 %2 次，只有 %1 次；%3 在全部 %1 次中更低</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed; raw lower in all %1</source>
        <translation>评估次数太少：需要 %2 次，只有 %1 次；原始在全部 %1 次中更低</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed; %3 lower in %4</source>
        <translation>评估次数太少：需要 %2 次，只有 %1 次；%3 在 %4 次中更低</translation>
    </message>
    <message>
        <source>too few evaluations: %1 of the %2 needed; raw lower in %3</source>
        <translation>评估次数太少：需要 %2 次，只有 %1 次；原始在 %3 次中更低</translation>
    </message>
    <message>
        <source>too few evaluations</source>
        <translation>评估次数太少</translation>
    </message>
    <message>
        <source>too few</source>
        <translation>太少</translation>
    </message>
    <message>
        <source>no clear difference in %1 evaluations</source>
        <translation>%1 次评估中没有明显差别</translation>
    </message>
    <message>
        <source>too early to tell: no clear difference in %1 evaluations</source>
        <translation>为时过早：%1 次评估中没有明显差别</translation>
    </message>
    <message>
        <source>no clear difference</source>
        <translation>没有明显差别</translation>
    </message>
    <message>
        <source>not clear</source>
        <translation>不明显</translation>
    </message>
    <message>
        <source>settling: %1 of %2 steps</source>
        <translation>过渡期：%2 步中的 %1 步</translation>
    </message>
    <message>
        <source>%1, still remembers step %2</source>
        <translation>%1，仍记得第 %2 步</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>%1 of %2, %3 equal</source>
        <translation>%2 中 %1，%3 次相等</translation>
    </message>
    <message>
        <source>idle</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>权重衰减</translation>
    </message>
    <message>
        <source>How strongly the weights are pulled toward zero.</source>
        <translation>把权重拉向零的强度。</translation>
    </message>
    <message>
        <source>Your own data: CSV, NPY, NPZ, IDX, CIFAR-10, or a folder of images</source>
        <translation>自己的数据：CSV、NPY、NPZ、IDX、CIFAR-10，或图像文件夹</translation>
    </message>
    <message>
        <source>Target: column or array by name, or column by number from 1;
default: the last column</source>
        <translation>目标值：按名称的列或数组，或从 1 数起的列号；
默认：最后一列</translation>
    </message>
    <message>
        <source>Targets in a separate file: IDX, NPY or CSV (file name, label)</source>
        <translation>单独文件中的目标值：IDX、NPY 或 CSV（文件名，标签）</translation>
    </message>
    <message>
        <source>Validation set in a separate file, read like --data</source>
        <translation>单独文件中的验证集，读法同 --data</translation>
    </message>
    <message>
        <source>Targets of the validation set, as --labels</source>
        <translation>验证集的目标值，同 --labels</translation>
    </message>
    <message>
        <source>Test set in a separate file, evaluated once at the end</source>
        <translation>单独文件中的测试集，只在结束时评估一次</translation>
    </message>
    <message>
        <source>Targets of the test set, as --labels</source>
        <translation>测试集的目标值，同 --labels</translation>
    </message>
    <message>
        <source>Column or array to leave out; repeat for more</source>
        <translation>不用的列或数组；可以有多个</translation>
    </message>
    <message>
        <source>Column that assigns each row to train, validation or test</source>
        <translation>把每行分到 train、validation 或 test 的列</translation>
    </message>
    <message>
        <source>Folders of images to use as splits: train=A,validation=B,test=C, or none;
default: recognized by their names</source>
        <translation>用作各划分的图像文件夹：train=A,validation=B,test=C，或 none；
默认：按名称识别</translation>
    </message>
    <message>
        <source>Samples equal to an earlier one: keep (and report), drop, or refuse</source>
        <translation>与前面相同的样本：keep（保留并报告）、drop（去掉）或 refuse（拒绝）</translation>
    </message>
    <message>
        <source>classification or regression; default: inferred from the targets</source>
        <translation>classification（分类）或 regression（回归）；默认：由目标值推断</translation>
    </message>
    <message>
        <source>Labels are 0 to N-1, including those that do not occur</source>
        <translation>标签为 0 到 N-1，包括没有出现的</translation>
    </message>
    <message>
        <source>Whether the first line of a table names the columns: auto, yes or no</source>
        <translation>表格的第一行是否为列名：auto、yes 或 no</translation>
    </message>
    <message>
        <source>Column separator of a table: auto, comma, semicolon, tab, pipe, blanks or any
one character</source>
        <translation>表格的列分隔符：auto、comma、semicolon、tab、pipe、blanks 或
任意一个字符</translation>
    </message>
    <message>
        <source>Decimal separator of a table: auto, point or comma; the other one may then
separate thousands</source>
        <translation>表格的小数点：auto、point 或 comma；另一个可用来
分隔千位</translation>
    </message>
    <message>
        <source>Encoding of a table&apos;s text columns: one-hot, ordinal (position in
alphabetical order), or auto (one-hot for up to 50 different texts)</source>
        <translation>表格中文字列的编码：one-hot、ordinal（按字母次序的
位置）或 auto（不超过 50 种文字时用 one-hot）</translation>
    </message>
    <message>
        <source>Array of an NPZ archive to use as x or y of train, validation or test:
train.x=pixels. Without SPLIT: x or y of all samples. Repeat for more</source>
        <translation>NPZ 归档中用作 train、validation 或 test 的 x 或 y 的数组：
train.x=pixels。没有 SPLIT：所有样本的 x 或 y。可以有多个</translation>
    </message>
    <message>
        <source>Replace missing numbers by the mean of the training set</source>
        <translation>用训练集的平均值代替缺失的数</translation>
    </message>
    <message>
        <source>Leave out samples that cannot be read</source>
        <translation>去掉无法读取的样本</translation>
    </message>
    <message>
        <source>Resize images to this height and width</source>
        <translation>把图像缩放到这个高度和宽度</translation>
    </message>
    <message>
        <source>1 for grayscale, 3 for color</source>
        <translation>1 为灰度，3 为彩色</translation>
    </message>
    <message>
        <source>Memory for the data in MiB (2048); larger data are read during training</source>
        <translation>数据可用的内存，MiB（2048）；更大的数据在训练时读取</translation>
    </message>
    <message>
        <source>Share of the samples in the validation set (0.15)</source>
        <translation>样本中验证集的份额（0.15）</translation>
    </message>
    <message>
        <source>Share of the samples in the test set, evaluated once at the end (0.15)</source>
        <translation>样本中测试集的份额，只在结束时评估一次（0.15）</translation>
    </message>
    <message>
        <source>scaled: to mean 0 and standard deviation 1 of the training set; as-is; or auto:
as-is if the network begins with an embedding, which takes integers, else scaled</source>
        <translation>scaled：按训练集缩放到均值 0、标准差 1；as-is：原样；或 auto：
网络以接收整数的嵌入层开始时用 as-is，否则用 scaled</translation>
    </message>
    <message>
        <source>Augmentation: mirror half of the training images left to right</source>
        <translation>数据增强：把一半训练图像左右翻转</translation>
    </message>
    <message>
        <source>Augmentation: shift training images by up to PIXELS in each direction</source>
        <translation>数据增强：把训练图像向各方向平移至多 PIXELS</translation>
    </message>
    <message>
        <source>Augmentation: scale brightness and contrast of training images by 1 ± X</source>
        <translation>数据增强：把训练图像的亮度和对比度乘以 1 ± X</translation>
    </message>
    <message>
        <source>Threads that read data ahead during training (1)</source>
        <translation>训练时预读数据的线程（1）</translation>
    </message>
    <message>
        <source>mlp, cnn or resnet, sized to the data; a JSON file of layers; or a TorchScript
file</source>
        <translation>mlp、cnn 或 resnet，大小视数据而定；描述各层的 JSON 文件；或 TorchScript
文件</translation>
    </message>
    <message>
        <source>Train the program in the TorchScript file. It cannot create files, open
connections, start programs or take more memory than is free; =full: it runs
with all your rights</source>
        <translation>训练 TorchScript 文件中的程序。它不能创建文件、建立
连接、启动程序或占用超过空闲的内存；=full：它以
您的全部权限运行</translation>
    </message>
    <message>
        <source>Refuse the TorchScript file unless it has this SHA-256</source>
        <translation>若 TorchScript 文件的 SHA-256 不是这个，就拒绝</translation>
    </message>
    <message>
        <source>Time limit of a step or an evaluation of a TorchScript file (600); 0 = none</source>
        <translation>TorchScript 文件一步或一次评估的时限（600 秒）；0 = 没有</translation>
    </message>
    <message>
        <source>JSON file of new last layers. They replace the layers from --cut on; without
--cut they are added after the end of a TorchScript file</source>
        <translation>描述新的最后几层的 JSON 文件。它们代替 --cut 起的各层；没有
--cut 时接在 TorchScript 文件的末尾</translation>
    </message>
    <message>
        <source>First layer that the head replaces, by name; in a TorchScript file a submodule</source>
        <translation>头部所代替的第一层的名称；在 TorchScript 文件中为子模块</translation>
    </message>
    <message>
        <source>Load the weights that fit, and report the others</source>
        <translation>载入能用的权重，并报告其余的</translation>
    </message>
    <message>
        <source>Parameters not to train, as a glob: &quot;stem.*&quot;; repeat for more. A frozen
BatchNorm keeps its statistics</source>
        <translation>不训练的参数，用通配模式：&quot;stem.*&quot;；可以有多个。冻结的
BatchNorm 保持其统计量</translation>
    </message>
    <message>
        <source>Parameters to train although the TorchScript file has them frozen; repeat for
more</source>
        <translation>虽在 TorchScript 文件中冻结、仍要训练的参数；可以有
多个</translation>
    </message>
    <message>
        <source>cross-entropy, mse, mae, or bce (two classes from one output); default: that
of the task</source>
        <translation>cross-entropy、mse、mae 或 bce（一个输出分两类）；默认：
按任务</translation>
    </message>
    <message>
        <source>Label smoothing of the training loss, 0 to below 1</source>
        <translation>训练损失的标签平滑，0 到小于 1</translation>
    </message>
    <message>
        <source>first copy</source>
        <translation>首次复制</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>预热</translation>
    </message>
    <message>
        <source>update every</source>
        <translation>更新间隔</translation>
    </message>
    <message>
        <source>ramp</source>
        <translation>爬升</translation>
    </message>
    <message>
        <source>cap</source>
        <translation>上限</translation>
    </message>
    <message>
        <source>floor</source>
        <translation>下限</translation>
    </message>
    <message>
        <source>constant</source>
        <translation>恒定</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>The mean age of this average is %1 steps, %2 of the run: it will lag behind the weights. More than %3 is usually too long.</source>
        <translation>这个平均的平均年龄是 %1 步，即训练的 %2：它会落后于权重。超过 %3 通常太长。</translation>
    </message>
    <message>
        <source>%1 of it is still the initial copy.</source>
        <translation>其中 %1 仍是最初的副本。</translation>
    </message>
    <message>
        <source>It is updated only every %1 steps, so the same settings average over a longer time than with an update at every step.</source>
        <translation>它每 %1 步才更新一次，所以同样的设置比每步更新时平均更长的时间。</translation>
    </message>
    <message>
        <source>Start with: beta %1, half-life %2 steps.</source>
        <translation>可先用：beta %1，半衰期 %2 步。</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Step size of each update.</source>
        <translation>每次更新的步长。</translation>
    </message>
    <message>
        <source>Language · next character, small transformer</source>
        <translation>语言 · 下一个字符，小型 Transformer</translation>
    </message>
    <message>
        <source>A transformer learns to spell from six chapters of Alice in Wonderland. At this constant learning rate the averaged weights are hundreds of steps ahead: the raw weights reach the same perplexity only much later.</source>
        <translation>一个 Transformer 从《爱丽丝梦游仙境》的六章中学习拼写。在这个恒定的学习率下，平均权重领先几百步：原始权重很久以后才达到同样的困惑度。</translation>
    </message>
    <message>
        <source>Noisy targets · fitting a curve, MLP</source>
        <translation>带噪声的目标值 · 拟合曲线，MLP</translation>
    </message>
    <message>
        <source>Every batch pulls the curve toward its own noise. The raw curve jitters around the true one. With averaged weights the curve is much closer to it, although only weights are averaged, never curves.</source>
        <translation>每个批次都把曲线拉向自己的噪声。原始曲线围绕真实曲线抖动。用平均权重时曲线近得多，虽然只平均了权重，从未平均曲线。</translation>
    </message>
    <message>
        <source>Why diffusion models ship the average · ring of 8 Gaussians</source>
        <translation>为什么扩散模型采用平均 · 8 个高斯的环</translation>
    </message>
    <message>
        <source>Most of a denoiser&apos;s training loss is noise that no network can predict, so this demo measures the distance to the exact denoiser. By that measure the averaged weights have half the error of the raw ones. An average over too many steps lags behind a network that is still improving.</source>
        <translation>去噪器的训练损失大部分是任何网络都无法预测的噪声，所以本演示测量到精确去噪器的距离。这样衡量，平均权重的误差是原始权重的一半。平均的步数太多，就会落后于仍在进步的网络。</translation>
    </message>
    <message>
        <source>Wrong labels · handwritten digits, CNN</source>
        <translation>错误标签 · 手写数字，CNN</translation>
    </message>
    <message>
        <source>One training label in ten is wrong, and the raw weights follow each wrong label. The average of weights and BatchNorm statistics does not: it has about half the loss and reads ten percent more digits correctly.</source>
        <translation>十个训练标签中有一个是错的，原始权重跟着每个错误标签走。权重和 BatchNorm 统计量的平均则不会：它的损失约为一半，并多读对百分之十的数字。</translation>
    </message>
    <message>
        <source>What is an average? · noisy signal, no network</source>
        <translation>什么是平均？ · 带噪声的信号，没有网络</translation>
    </message>
    <message>
        <source>The weights are simply the latest observations. While the signal is constant, the ordinary mean of all observations is the best estimate. After the jump at step 2,000 that mean never forgets the old level; an exponential average is right again after a few half-lives. Training is such a signal: early weights are observations of a state that has passed.</source>
        <translation>这里的权重就是最新的读数。信号不变时，所有读数的普通平均是最好的估计。第 2000 步跳变之后，它永远忘不掉旧的水平；指数移动平均过几个半衰期就重新正确。训练就是这样的信号：早期的权重是已经过去的状态的读数。</translation>
    </message>
    <message>
        <source>Where is the bottom? · noisy bowl, two numbers</source>
        <translation>底在哪里？ · 带噪声的碗，两个数</translation>
    </message>
    <message>
        <source>The bottom is known, but the gradients point to it only on average. At a constant learning rate the raw position wanders around the bottom forever, at a distance set by the rate. Its average is closer, and a longer average is closer still, once it has forgotten the way down.</source>
        <translation>碗底是已知的，但梯度只是平均来说指向它。学习率不变时，原始位置永远在碗底周围徘徊，距离由学习率决定。它的平均更近，更长的平均还要近，只要它已忘掉下来的路。</translation>
    </message>
    <message>
        <source>Transfer learning · a new head, then all of the network</source>
        <translation>迁移学习 · 先训练新的头部，再训练整个网络</translation>
    </message>
    <message>
        <source>The convolutions have learned the digits 0 to 4; a new head learns 5 to 9 from few images, some with wrong labels. For 500 steps only the head is trained. Then the whole network is unfrozen, and the raw loss more than doubles. The average hardly changes, and is the better network from then on.</source>
        <translation>卷积层已学会数字 0 到 4；新的头部用少量图像学习 5 到 9，其中有些标签是错的。前 500 步只训练头部。然后整个网络解冻，原始权重的损失增加到两倍以上。平均几乎不变，从此是更好的网络。</translation>
    </message>
    <message>
        <source>When averaging does not help · two spirals, rate to zero</source>
        <translation>平均何时没有帮助 · 双螺旋，学习率降到零</translation>
    </message>
    <message>
        <source>The first demo again, with a learning rate that falls to zero along a cosine. On the way the average is ahead. At the end the steps are so small that no noise is left to average out, and raw weights and averages reach the same loss. A learning rate that falls to zero and an average of weights do the same job.</source>
        <translation>还是第一个演示，但学习率沿余弦降到零。途中平均领先。最后步子小到没有噪声可以平均，原始权重和平均达到相同的损失。把学习率降到零与平均权重作用相同。</translation>
    </message>
    <message>
        <source>Why average? · two spirals, MLP</source>
        <translation>为什么要平均？ · 双螺旋，MLP</translation>
    </message>
    <message>
        <source>With this learning rate the raw weights never settle: their loss jumps from evaluation to evaluation, while the loss of an average with a half-life of 138 steps is smooth and lower. An average that is too fast keeps the noise; one that is too slow still remembers the untrained network.</source>
        <translation>在这个学习率下原始权重始终不能平静：损失在各次评估之间跳动，而半衰期 138 步的平均，损失平滑而且更低。太快的平均会留下噪声；太慢的平均仍记得未经训练的网络。</translation>
    </message>
    <message>
        <source>next character</source>
        <translation>下一个字符</translation>
    </message>
    <message>
        <source>transformer, 2 blocks of 48, 32 characters of context</source>
        <translation>Transformer，2 个宽度 48 的块，上下文 32 个字符</translation>
    </message>
    <message>
        <source>Six chapters of Alice&apos;s Adventures in Wonderland (Lewis Carroll, 1865); the last 8,000 characters are the validation set.</source>
        <translation>《爱丽丝梦游仙境》的六章（Lewis Carroll，1865）；最后 8000 个字符是验证集。</translation>
    </message>
    <message>
        <source>perplexity</source>
        <translation>困惑度</translation>
    </message>
    <message>
        <source>fitting a curve</source>
        <translation>拟合曲线</translation>
    </message>
    <message>
        <source>MLP 1-64-64-1</source>
        <translation>MLP 1-64-64-1</translation>
    </message>
    <message>
        <source>Generated: a sine with a kink and a step. The training points have noise, the validation points lie on the curve itself.</source>
        <translation>生成的数据：带一个折点和一个台阶的正弦。训练点有噪声，验证点就在曲线上。</translation>
    </message>
    <message>
        <source>rmse</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>2-D diffusion</source>
        <translation>二维扩散</translation>
    </message>
    <message>
        <source>denoiser, MLP 11-64-64-64-2</source>
        <translation>去噪器，MLP 11-64-64-64-2</translation>
    </message>
    <message>
        <source>Generated: points of 8 small Gaussians on a ring, to which each batch adds fresh noise. The loss is the distance to the exact denoiser.</source>
        <translation>生成的数据：环上 8 个小高斯分布的点，每个批次加上新的噪声。损失是到精确去噪器的距离。</translation>
    </message>
    <message>
        <source>handwritten digits</source>
        <translation>手写数字</translation>
    </message>
    <message>
        <source>CNN 16-32 with BatchNorm</source>
        <translation>CNN 16-32，带 BatchNorm</translation>
    </message>
    <message>
        <source>1,797 images of 8 x 8 pixels (E. Alpaydin and C. Kaynak, UCI data set 80); one training label in 10 is wrong, the validation labels are right.</source>
        <translation>1797 张 8 x 8 像素的图像（E. Alpaydin 和 C. Kaynak，UCI 数据集 80）；十个训练标签中有一个是错的，验证标签都正确。</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>准确率</translation>
    </message>
    <message>
        <source>a noisy signal</source>
        <translation>带噪声的信号</translation>
    </message>
    <message>
        <source>no network: the weights are the latest readings of 16 sensors</source>
        <translation>没有网络：权重是 16 个传感器的最新读数</translation>
    </message>
    <message>
        <source>Generated: 16 signals with noise. They are constant, jump at step 2,000 and oscillate from then on. The loss is the squared distance to the clean signals.</source>
        <translation>生成的数据：16 个带噪声的信号。它们先保持不变，在第 2000 步跳变，此后振荡。损失是到无噪声信号的距离的平方。</translation>
    </message>
    <message>
        <source>a noisy bowl</source>
        <translation>带噪声的碗</translation>
    </message>
    <message>
        <source>two numbers, no network</source>
        <translation>两个数，没有网络</translation>
    </message>
    <message>
        <source>Generated: points around (1, -0.5) in a bowl ten times steeper across than along its valley. The loss is the height above the minimum.</source>
        <translation>生成的数据：碗中 (1, -0.5) 周围的点，碗的横向陡度是谷向的十倍。损失是高出最低点的高度。</translation>
    </message>
    <message>
        <source>distance</source>
        <translation>距离</translation>
    </message>
    <message>
        <source>a new head for known digits</source>
        <translation>给已知数字一个新的头部</translation>
    </message>
    <message>
        <source>CNN 16-32 pretrained on 0 to 4, frozen for 500 steps; new head</source>
        <translation>CNN 16-32，在 0 到 4 上预训练，冻结 500 步；新的头部</translation>
    </message>
    <message>
        <source>The digits 5 to 9 of the 1,797 handwritten digits; one training label in 10 is wrong, the validation labels are right.</source>
        <translation>1797 个手写数字中的 5 到 9；十个训练标签中有一个是错的，验证标签都正确。</translation>
    </message>
    <message>
        <source>two spirals</source>
        <translation>双螺旋</translation>
    </message>
    <message>
        <source>MLP 2-32-32-1</source>
        <translation>MLP 2-32-32-1</translation>
    </message>
    <message>
        <source>Generated: points of two interleaved spirals of 1.5 turns with noise; one training label in 20 is wrong, the validation labels are right.</source>
        <translation>生成的数据：两条交错的 1.5 圈螺旋上的点，带噪声；二十个训练标签中有一个是错的，验证标签都正确。</translation>
    </message>
    <message>
        <source>start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>单位</translation>
    </message>
    <message>
        <source>start unit</source>
        <translation>开始的单位</translation>
    </message>
    <message>
        <source>Training before averaging starts: a fraction of the run, batches, or epochs.</source>
        <translation>平均开始之前的训练：训练的一部分、批次或轮次。</translation>
    </message>
    <message>
        <source>Unit of half_life and update_interval: batches or epochs.</source>
        <translation>half_life 和 update_interval 的单位：批次或轮次。</translation>
    </message>
    <message>
        <source>β cap</source>
        <translation>β 上限</translation>
    </message>
    <message>
        <source>power</source>
        <translation>幂次</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp rises to.</source>
        <translation>衰减系数的上限，爬升的终点。</translation>
    </message>
    <message>
        <source>Number of updates, after the first, that copy the raw weights.</source>
        <translation>第一次之后，复制原始权重的更新次数。</translation>
    </message>
    <message>
        <source>relative width</source>
        <translation>相对宽度</translation>
    </message>
    <message>
        <source>half-life</source>
        <translation>半衰期</translation>
    </message>
    <message>
        <source>kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批次大小</translation>
    </message>
    <message>
        <source>Standard deviation of the averaging profile, as a fraction of the run so far; for PowerFunctionEMA.</source>
        <translation>平均曲线的标准差，占至今训练的比例；用于 PowerFunctionEMA。</translation>
    </message>
    <message>
        <source>Upper limit of the half-life in millions of images, for TraditionalEMA; none: no limit (float(&apos;inf&apos;) in Python).</source>
        <translation>半衰期的上限，以百万图像计，用于 TraditionalEMA；none：没有上限（Python 中的 float(&apos;inf&apos;)）。</translation>
    </message>
    <message>
        <source>Half-life as a fraction of the images seen so far, up to the limit; none: the limit applies from the start.</source>
        <translation>半衰期占至今所见图像的比例，直到上限；none：从一开始就用上限。</translation>
    </message>
    <message>
        <source>Power-function profile of width std, or a half-life that rises to a limit.</source>
        <translation>宽度为 std 的幂函数曲线，或升到上限的半衰期。</translation>
    </message>
    <message>
        <source>Images per step.</source>
        <translation>每步的图像数。</translation>
    </message>
    <message>
        <source>exponent γ</source>
        <translation>指数 γ</translation>
    </message>
    <message>
        <source>Standard deviation of the averaging profile, as a fraction of the run so far. The library has no default and takes either this or gamma.</source>
        <translation>平均曲线的标准差，占至今训练的比例。该库没有默认值，这个和 gamma 二选一。</translation>
    </message>
    <message>
        <source>Exponent of the averaging profile; another way to set the relative width.</source>
        <translation>平均曲线的指数；设定相对宽度的另一种方式。</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp rises to. 1 freezes the average, but only if set at the start.</source>
        <translation>衰减系数的上限，爬升的终点。1 会冻结平均，但只有一开始就设为 1 时才如此。</translation>
    </message>
    <message>
        <source>Steps during which every update copies the raw weights.</source>
        <translation>每次更新都复制原始权重的步数。</translation>
    </message>
    <message>
        <source>If true, the average stays as the first call left it.</source>
        <translation>若为 true，平均保持第一次调用后的样子。</translation>
    </message>
    <message>
        <source>first momentum</source>
        <translation>初始动量</translation>
    </message>
    <message>
        <source>buffers</source>
        <translation>缓冲区</translation>
    </message>
    <message>
        <source>Buffers are copied, averaged, or updated by the averaged model&apos;s own forward passes.</source>
        <translation>缓冲区被复制、被平均，或由平均模型自己的前向计算更新。</translation>
    </message>
    <message>
        <source>Steps between updates: Events.ITERATION_COMPLETED(every=…).</source>
        <translation>两次更新之间的步数：Events.ITERATION_COMPLETED(every=…)。</translation>
    </message>
    <message>
        <source>first epoch</source>
        <translation>首个轮次</translation>
    </message>
    <message>
        <source>Epoch at which the ramp begins to rise.</source>
        <translation>爬升开始的轮次。</translation>
    </message>
    <message>
        <source>Epoch of the first call.</source>
        <translation>第一次调用的轮次。</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update.</source>
        <translation>每次更新保留旧平均的比例。</translation>
    </message>
    <message>
        <source>momentum</source>
        <translation>动量</translation>
    </message>
    <message>
        <source>inverse gamma</source>
        <translation>逆 gamma</translation>
    </message>
    <message>
        <source>Fraction of the raw weights taken by each update: 1 - β.</source>
        <translation>每次更新取原始权重的比例：1 - β。</translation>
    </message>
    <message>
        <source>Exponent of the ramp 1 - (1 + n/inv_gamma)^-power.</source>
        <translation>爬升 1 - (1 + n/inv_gamma)^-power 的指数。</translation>
    </message>
    <message>
        <source>Time scale of the ramp, in steps.</source>
        <translation>爬升的时间尺度，以步计。</translation>
    </message>
    <message>
        <source>gamma</source>
        <translation>gamma</translation>
    </message>
    <message>
        <source>average buffers</source>
        <translation>平均缓冲区</translation>
    </message>
    <message>
        <source>Time constant of MomentumAnnealingEMA, in steps.</source>
        <translation>MomentumAnnealingEMA 的时间常数，以步计。</translation>
    </message>
    <message>
        <source>If true, buffers are averaged like parameters instead of copied.</source>
        <translation>若为 true，缓冲区像参数一样被平均，而不是被复制。</translation>
    </message>
    <message>
        <source>Steps between updates.</source>
        <translation>两次更新之间的步数。</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update. The library has no default and fixes it when the transformation is created.</source>
        <translation>每次更新保留旧平均的比例。该库没有默认值，在创建变换时固定它。</translation>
    </message>
    <message>
        <source>copy buffers</source>
        <translation>复制缓冲区</translation>
    </message>
    <message>
        <source>If true, buffers are copied instead of averaged.</source>
        <translation>若为 true，缓冲区被复制而不是被平均。</translation>
    </message>
    <message>
        <source>first step</source>
        <translation>首步</translation>
    </message>
    <message>
        <source>step bias</source>
        <translation>步偏移</translation>
    </message>
    <message>
        <source>Half-life as a fraction of the updates so far.</source>
        <translation>半衰期占至今更新次数的比例。</translation>
    </message>
    <message>
        <source>First step (1-based) that updates the average.</source>
        <translation>更新平均的第一步（从 1 数起）。</translation>
    </message>
    <message>
        <source>Steps added to the steps since start_step when counting updates.</source>
        <translation>计算更新次数时，加到自 start_step 以来步数上的步数。</translation>
    </message>
    <message>
        <source>processes</source>
        <translation>进程数</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Images per batch and process.</source>
        <translation>每个批次、每个进程的图像数。</translation>
    </message>
    <message>
        <source>Number of training processes.</source>
        <translation>训练进程的个数。</translation>
    </message>
    <message>
        <source>Planned length of the run, in epochs.</source>
        <translation>训练的计划长度，以轮次计。</translation>
    </message>
    <message>
        <source>minimum rate</source>
        <translation>最小比率</translation>
    </message>
    <message>
        <source>time factor</source>
        <translation>时间因子</translation>
    </message>
    <message>
        <source>lag ρ</source>
        <translation>滞后 ρ</translation>
    </message>
    <message>
        <source>Factor on the elapsed steps in both powers.</source>
        <translation>两个幂中已过步数的因子。</translation>
    </message>
    <message>
        <source>Lower limit of the fraction of the raw weights that each update takes.</source>
        <translation>每次更新取原始权重的比例的下限。</translation>
    </message>
    <message>
        <source>Steps added to the elapsed time in both powers.</source>
        <translation>两个幂中加到已过时间上的步数。</translation>
    </message>
    <message>
        <source>tau</source>
        <translation>tau</translation>
    </message>
    <message>
        <source>initial updates</source>
        <translation>初始更新次数</translation>
    </message>
    <message>
        <source>Time constant of the ramp, in updates.</source>
        <translation>爬升的时间常数，以更新次数计。</translation>
    </message>
    <message>
        <source>Update count before the first call.</source>
        <translation>第一次调用之前的更新计数。</translation>
    </message>
    <message>
        <source>annealed momentum</source>
        <translation>退火动量</translation>
    </message>
    <message>
        <source>annealing γ</source>
        <translation>退火 γ</translation>
    </message>
    <message>
        <source>Time constant in steps: the decay is 0.5 after γ steps.</source>
        <translation>时间常数，以步计：γ 步之后衰减系数为 0.5。</translation>
    </message>
    <message>
        <source>bias-corrected (BEMA)</source>
        <translation>偏差校正（BEMA）</translation>
    </message>
    <message>
        <source>half-life, ramped up</source>
        <translation>半衰期，逐渐升高</translation>
    </message>
    <message>
        <source>ramp-up ratio</source>
        <translation>升高比例</translation>
    </message>
    <message>
        <source>Upper limit of the half-life, in steps, which the ramp rises to.</source>
        <translation>半衰期的上限，以步计，爬升的终点。</translation>
    </message>
    <message>
        <source>The half-life is at most this fraction of the steps so far.</source>
        <translation>半衰期至多是至今步数的这个比例。</translation>
    </message>
    <message>
        <source>BatchNorm batches</source>
        <translation>BatchNorm 批次</translation>
    </message>
    <message>
        <source>Steps during which the average is a copy of the raw weights.</source>
        <translation>平均是原始权重副本的步数。</translation>
    </message>
    <message>
        <source>Steps between updates of the average. A decay applies per update; a half-life counts steps.</source>
        <translation>两次更新平均之间的步数。衰减系数按每次更新计；半衰期按步计。</translation>
    </message>
    <message>
        <source>Number of training batches that estimate BatchNorm statistics with buffers=estimate.</source>
        <translation>buffers=estimate 时，用来估计 BatchNorm 统计量的训练批次数。</translation>
    </message>
    <message>
        <source>exponential ramp</source>
        <translation>指数爬升</translation>
    </message>
    <message>
        <source>time constant τ</source>
        <translation>时间常数 τ</translation>
    </message>
    <message>
        <source>β limit</source>
        <translation>β 极限</translation>
    </message>
    <message>
        <source>Time constant of the ramp: every τ steps it covers 63 % of the remaining distance.</source>
        <translation>爬升的时间常数：每 τ 步走完余下距离的 63%。</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp approaches but never reaches.</source>
        <translation>衰减系数的上限，爬升趋近但永远达不到。</translation>
    </message>
    <message>
        <source>Time, in the unit below, after which a state&apos;s weight in the average has halved.</source>
        <translation>一个状态在平均中的权重减半所需的时间，单位见下。</translation>
    </message>
    <message>
        <source>Unit of the half-life: steps, epochs, or fractions of the planned run.</source>
        <translation>半衰期的单位：步、轮次，或计划训练的比例。</translation>
    </message>
    <message>
        <source>inverse power</source>
        <translation>逆幂</translation>
    </message>
    <message>
        <source>Exponent of the ramp; larger values reach long averages sooner.</source>
        <translation>爬升的指数；值越大，平均越早变长。</translation>
    </message>
    <message>
        <source>Lower limit of the decay after the warm-up; the cap takes precedence.</source>
        <translation>预热之后衰减系数的下限；上限优先。</translation>
    </message>
    <message>
        <source>last snapshots</source>
        <translation>最近的快照</translation>
    </message>
    <message>
        <source>snapshots</source>
        <translation>快照</translation>
    </message>
    <message>
        <source>Number of last states to average; each is a copy of the model in memory.</source>
        <translation>被平均的最近状态的个数；每个都是内存中模型的一份副本。</translation>
    </message>
    <message>
        <source>polynomial weights</source>
        <translation>多项式权重</translation>
    </message>
    <message>
        <source>exponent r</source>
        <translation>指数 r</translation>
    </message>
    <message>
        <source>0 weights all states equally; larger values favor later states.</source>
        <translation>0 对所有状态同等加权；值越大越偏重后来的状态。</translation>
    </message>
    <message>
        <source>power function</source>
        <translation>幂函数</translation>
    </message>
    <message>
        <source>Standard deviation of the averaging profile, as a fraction of the run so far.</source>
        <translation>平均曲线的标准差，占至今训练的比例。</translation>
    </message>
    <message>
        <source>uniform mean</source>
        <translation>均匀平均</translation>
    </message>
    <message>
        <source>zero start, debiased</source>
        <translation>从零开始，偏差校正</translation>
    </message>
    <message>
        <source>Fraction of the raw weights kept when the average is written back; 0 replaces them (Switch EMA).</source>
        <translation>回写平均时保留原始权重的比例；0 为完全取代（Switch EMA）。</translation>
    </message>
    <message>
        <source>BatchNorm statistics: averaged like the weights, copied from the raw model, or re-estimated for each evaluation.</source>
        <translation>BatchNorm 统计量：像权重一样平均、从原始模型复制，或每次评估重新估计。</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>start, pause, wherever no text is typed</source>
        <translation>开始、暂停，只要不在输入文字</translation>
    </message>
    <message>
        <source>Shift</source>
        <translation>Shift</translation>
    </message>
    <message>
        <source>one step, a hundred steps</source>
        <translation>一步，一百步</translation>
    </message>
    <message>
        <source>Ctrl</source>
        <translation>Ctrl</translation>
    </message>
    <message>
        <source>restart with the present settings; with a new seed, too</source>
        <translation>用当前设置重新开始；或连同新的随机种子</translation>
    </message>
    <message>
        <source>Alt</source>
        <translation>Alt</translation>
    </message>
    <message>
        <source>restart and pause before step 1</source>
        <translation>重新开始，并在第 1 步之前暂停</translation>
    </message>
    <message>
        <source>choose a demo</source>
        <translation>选择演示</translation>
    </message>
    <message>
        <source>the workspaces Tune, Compare, Teach</source>
        <translation>工作区：调节、比较、教学</translation>
    </message>
    <message>
        <source>full screen and back</source>
        <translation>全屏及返回</translation>
    </message>
    <message>
        <source>open your own data</source>
        <translation>打开自己的数据</translation>
    </message>
    <message>
        <source>shorter, longer half-life</source>
        <translation>缩短、延长半衰期</translation>
    </message>
    <message>
        <source>hide or show a curve: main, the second track, …</source>
        <translation>隐藏或显示曲线：主轨道、第二条轨道……</translation>
    </message>
    <message>
        <source>hide or show raw</source>
        <translation>隐藏或显示原始</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>in the table: rename, remove the track</source>
        <translation>在表格中：重命名、删除轨道</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>菜单键</translation>
    </message>
    <message>
        <source>in the table: what can be done to the track; in the plot: notes, reference lines, the horizontal axis</source>
        <translation>在表格中：可对轨道做的操作；在图中：注释、参考线、横轴</translation>
    </message>
    <message>
        <source>undo, redo a knob or a change of the tracks</source>
        <translation>撤销、重做对滑块或轨道的更改</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>in a field: send what was typed, take it back; in the table: select the track; elsewhere: press the button that has the focus, dismiss a refusal</source>
        <translation>在输入框中：发送、收回所输入的；在表格中：选择轨道；其他处：按下有焦点的按钮，关闭拒绝消息</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Home</translation>
    </message>
    <message>
        <source>follow the run</source>
        <translation>跟随训练</translation>
    </message>
    <message>
        <source>fit everything measured so far</source>
        <translation>显示至今测得的全部</translation>
    </message>
    <message>
        <source>logarithmic or linear value axis</source>
        <translation>对数或线性纵轴</translation>
    </message>
    <message>
        <source>wheel</source>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>zoom the steps, the loss</source>
        <translation>缩放步、损失</translation>
    </message>
    <message>
        <source>drag</source>
        <translation>拖动</translation>
    </message>
    <message>
        <source>move, zoom into a box</source>
        <translation>移动，放大到方框</translation>
    </message>
    <message>
        <source>double-click</source>
        <translation>双击</translation>
    </message>
    <message>
        <source>in the plot: fit; in legend or table: show only this curve; on a knob&apos;s name: the preset&apos;s value</source>
        <translation>在图中：显示全部；在图例或表格中：只显示这条曲线；在滑块的名称上：预设的值</translation>
    </message>
    <message>
        <source>in the plot of the half-lives: move the cursor by 2 %, by 20 %</source>
        <translation>在半衰期图中：光标移动 2%、20%</translation>
    </message>
    <message>
        <source>there: use the half-life at the cursor, add a track with it</source>
        <translation>同上：采用光标处的半衰期，用它加入轨道</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>退格</translation>
    </message>
    <message>
        <source>previous view</source>
        <translation>上一个视图</translation>
    </message>
    <message>
        <source>in the plot: move the cursor; with Ctrl from mark to mark</source>
        <translation>在图中：移动光标；按住 Ctrl 在各标记之间移动</translation>
    </message>
    <message>
        <source>export the picture, the data</source>
        <translation>导出图片、数据</translation>
    </message>
    <message>
        <source>copy the picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>this list</source>
        <translation>本列表</translation>
    </message>
    <message>
        <source>quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>目标值</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Validation data</source>
        <translation>验证数据</translation>
    </message>
    <message>
        <source>Validation labels</source>
        <translation>验证标签</translation>
    </message>
    <message>
        <source>Test data</source>
        <translation>测试数据</translation>
    </message>
    <message>
        <source>Test labels</source>
        <translation>测试标签</translation>
    </message>
    <message>
        <source>Ignore</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>Split column</source>
        <translation>划分列</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复样本</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>任务</translation>
    </message>
    <message>
        <source>Classes</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>小数点</translation>
    </message>
    <message>
        <source>Categorical</source>
        <translation>文字列</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>轴次序</translation>
    </message>
    <message>
        <source>Array</source>
        <translation>数组</translation>
    </message>
    <message>
        <source>Impute</source>
        <translation>填补缺失</translation>
    </message>
    <message>
        <source>Skip corrupt</source>
        <translation>跳过损坏</translation>
    </message>
    <message>
        <source>Image size</source>
        <translation>图像大小</translation>
    </message>
    <message>
        <source>Image channels</source>
        <translation>图像通道</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>翻转</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>平移</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>明暗变化</translation>
    </message>
    <message>
        <source>Workers</source>
        <translation>读取线程</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>信任</translation>
    </message>
    <message>
        <source>Sha256</source>
        <translation>SHA-256</translation>
    </message>
    <message>
        <source>Step limit</source>
        <translation>每步时限</translation>
    </message>
    <message>
        <source>Head</source>
        <translation>头部</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切断处</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Weights partial</source>
        <translation>部分权重</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>解冻</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>Label smoothing</source>
        <translation>标签平滑</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Lr</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>Lr schedule</source>
        <translation>学习率变化</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨道</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1、%2</translation>
    </message>
    <message>
        <source>± %1</source>
        <translation>± %1</translation>
    </message>
    <message>
        <source>%1 ± %2 %</source>
        <translation>%1 ± %2%</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp rises to; 1: no limit.</source>
        <translation>衰减系数的上限，爬升的终点；1：没有上限。</translation>
    </message>
    <message>
        <source>If true, the average starts at zero and is divided by its accumulated weight (bias correction), instead of starting as a copy.</source>
        <translation>若为 true，平均从零开始，并除以累积的权重（偏差校正），而不是从副本开始。</translation>
    </message>
    <message>
        <source>write back every</source>
        <translation>回写间隔</translation>
    </message>
    <message>
        <source>Write the average back into the raw weights every N steps; 0: never.</source>
        <translation>每 N 步把平均写回原始权重；0：从不。</translation>
    </message>
    <message>
        <source>If true, updates leave the average unchanged; only the first one initializes it.</source>
        <translation>若为 true，更新不改变平均；只有第一次建立它。</translation>
    </message>
    <message>
        <source>Exponent of the decay ramp; larger values average over more steps.</source>
        <translation>衰减系数爬升的指数；值越大，平均的步数越多。</translation>
    </message>
    <message>
        <source>bias power η</source>
        <translation>偏差指数 η</translation>
    </message>
    <message>
        <source>How fast the bias correction fades; 0: never, large values: almost at once.</source>
        <translation>偏差校正消退的快慢；0：从不，大的值：几乎立即。</translation>
    </message>
    <message>
        <source>Decay: fraction of the old average kept by each update; 1: the average never changes.</source>
        <translation>衰减系数：每次更新保留旧平均的比例；1：平均永不改变。</translation>
    </message>
    <message>
        <source>Half-life in units of time_unit; none: smoothing is used instead. Setting either one sets the other to none.</source>
        <translation>半衰期，单位为 time_unit；none：改用 smoothing。设定其中一个，另一个就变为 none。</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update, not adjusted for update_interval; none: half_life is used instead.</source>
        <translation>每次更新保留旧平均的比例，不随 update_interval 调整；none：改用 half_life。</translation>
    </message>
    <message>
        <source>Batches or epochs between updates; none or 0 means 1.</source>
        <translation>两次更新之间的批次或轮次；none 或 0 即为 1。</translation>
    </message>
    <message>
        <source>Unit of ema_start: fraction of the run (dur), batches or epochs.</source>
        <translation>ema_start 的单位：训练的比例（dur）、批次或轮次。</translation>
    </message>
    <message>
        <source>steps per epoch</source>
        <translation>每轮步数</translation>
    </message>
    <message>
        <source>Steps per epoch; 0: the run&apos;s own value. If neither is known, no epoch ends.</source>
        <translation>每轮的步数；0：用训练本身的值。两者都不知道时，没有轮次结束。</translation>
    </message>
    <message>
        <source>Lower limit of the decay after the warm-up; takes precedence over the cap.</source>
        <translation>预热之后衰减系数的下限；优先于上限。</translation>
    </message>
    <message>
        <source>If true, the ramp is the inverse power; otherwise (1 + n)/(10 + n).</source>
        <translation>若为 true，爬升为逆幂；否则为 (1 + n)/(10 + n)。</translation>
    </message>
    <message>
        <source>Steps between updates of the average; the decay is not adjusted for it.</source>
        <translation>两次更新平均之间的步数；衰减系数不随之调整。</translation>
    </message>
    <message>
        <source>Write the average back into the raw weights every N steps; none or 0: never.</source>
        <translation>每 N 步把平均写回原始权重；none 或 0：从不。</translation>
    </message>
    <message>
        <source>Fraction of the raw weights kept when the average is written back; 0 replaces them.</source>
        <translation>回写平均时保留原始权重的比例；0 为完全取代。</translation>
    </message>
    <message>
        <source>Steps between updates of the average; above 1 the profile is wider than sigma_rel.</source>
        <translation>两次更新平均之间的步数；大于 1 时曲线比 sigma_rel 更宽。</translation>
    </message>
    <message>
        <source>Momentum at the first update of the warm-up; none: no warm-up.</source>
        <translation>预热首次更新时的动量；none：没有预热。</translation>
    </message>
    <message>
        <source>Updates until the momentum reaches its final value; none: no warm-up.</source>
        <translation>动量达到终值前的更新次数；none：没有预热。</translation>
    </message>
    <message>
        <source>Lower limit of the decay; the cap takes precedence.</source>
        <translation>衰减系数的下限；上限优先。</translation>
    </message>
    <message>
        <source>Overwrite the raw weights with the average every N steps; none or 0: never.</source>
        <translation>每 N 步用平均覆盖原始权重；none 或 0：从不。</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update. Can be changed during the run here; the library fixes it at construction.</source>
        <translation>每次更新保留旧平均的比例。这里可在训练中改变；该库在构造时固定它。</translation>
    </message>
    <message>
        <source>If true, buffers are averaged like parameters instead of copied; integers too, truncated.</source>
        <translation>若为 true，缓冲区像参数一样被平均，而不是被复制；整数也是，并截断。</translation>
    </message>
    <message>
        <source>Steps between updates; 0: steps do not update.</source>
        <translation>两次更新之间的步数；0：不按步更新。</translation>
    </message>
    <message>
        <source>First step (0-based) after which the average is updated; none means 0.</source>
        <translation>此步（从 0 数起）之后更新平均；none 即为 0。</translation>
    </message>
    <message>
        <source>Constant momentum, a momentum that falls as gamma/(gamma + n), or the plain mean.</source>
        <translation>恒定的动量、按 gamma/(gamma + n) 下降的动量，或普通平均。</translation>
    </message>
    <message>
        <source>Steps between updates; the momentum is not adjusted for it.</source>
        <translation>两次更新之间的步数；动量不随之调整。</translation>
    </message>
    <message>
        <source>Step at which averaging starts; the raw weights are copied before.</source>
        <translation>平均开始的步；之前复制原始权重。</translation>
    </message>
    <message>
        <source>Epoch (1-based) at which averaging starts; 0: begin_iter applies.</source>
        <translation>平均开始的轮次（从 1 数起）；0：用 begin_iter。</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update; the callback has no default.</source>
        <translation>每次更新保留旧平均的比例；该回调没有默认值。</translation>
    </message>
    <message>
        <source>debiased</source>
        <translation>偏差校正</translation>
    </message>
    <message>
        <source>If true, the average is divided by its accumulated weight; fixed at the start.</source>
        <translation>若为 true，平均除以累积的权重；一开始就固定。</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp rises to; the library has no default.</source>
        <translation>衰减系数的上限，爬升的终点；该库没有默认值。</translation>
    </message>
    <message>
        <source>If true, the decay rises as (1 + n)/(10 + n); otherwise it is constant.</source>
        <translation>若为 true，衰减系数按 (1 + n)/(10 + n) 升高；否则恒定。</translation>
    </message>
    <message>
        <source>Decay; with use_warmup, the cap of its ramp.</source>
        <translation>衰减系数；用 use_warmup 时为爬升的上限。</translation>
    </message>
    <message>
        <source>Lower limit of the decay with use_warmup; takes precedence over the cap.</source>
        <translation>用 use_warmup 时衰减系数的下限；优先于上限。</translation>
    </message>
    <message>
        <source>If true, the decay rises; otherwise it is constant.</source>
        <translation>若为 true，衰减系数逐渐升高；否则恒定。</translation>
    </message>
    <message>
        <source>pass step</source>
        <translation>传入步数</translation>
    </message>
    <message>
        <source>If true, update() receives the step, as in train.py; otherwise there is no ramp, warm-up or first copy.</source>
        <translation>若为 true，update() 收到步数，如 train.py 中那样；否则没有爬升、预热和首次复制。</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update. Can be changed during the run here; the library fixes it when the averaging function is created.</source>
        <translation>每次更新保留旧平均的比例。这里可在训练中改变；该库在创建平均函数时固定它。</translation>
    </message>
    <message>
        <source>Fraction of the old average kept by each update; none: half_life_fraction applies.</source>
        <translation>每次更新保留旧平均的比例；none：用 half_life_fraction。</translation>
    </message>
    <message>
        <source>β before scaling</source>
        <translation>缩放前的 β</translation>
    </message>
    <message>
        <source>Decay before scaling: 1 - decay is multiplied by world_size batch_size model_ema_steps / epochs. Can be changed during the run here; the library fixes it at the start.</source>
        <translation>缩放前的衰减系数：1 - 衰减系数要乘以 world_size batch_size model_ema_steps / epochs。这里可在训练中改变；该库在开始时固定它。</translation>
    </message>
    <message>
        <source>Batches between updates; the count restarts in each epoch.</source>
        <translation>两次更新之间的批次数；每轮重新计数。</translation>
    </message>
    <message>
        <source>LR warm-up</source>
        <translation>学习率预热</translation>
    </message>
    <message>
        <source>Epochs of learning-rate warm-up, during which every update copies; requires the number of steps per epoch.</source>
        <translation>学习率预热的轮次，其间每次更新都复制；需要知道每轮的步数。</translation>
    </message>
    <message>
        <source>Step whose weights start the average and its correction; 0: the initial weights.</source>
        <translation>平均及其校正从这一步的权重开始；0：初始权重。</translation>
    </message>
    <message>
        <source>Upper limit of the decay, which the ramp approaches. Can be changed during the run here; the library fixes it and tau at construction.</source>
        <translation>衰减系数的上限，爬升趋近于它。这里可在训练中改变；该库在构造时固定它和 tau。</translation>
    </message>
    <message>
        <source>min(beta, 1 - gamma/(gamma + n)), n = steps since the warm-up</source>
        <translation>min(beta, 1 - gamma/(gamma + n))，n = 预热以来的步数</translation>
    </message>
    <message>
        <source>e + (lag + multiplier t)^-bias_power (w - w0), e with decay 1 - (lag + multiplier t)^-ema_power; w0 = the weights at the last copy</source>
        <translation>e + (lag + multiplier t)^-bias_power (w - w0)，e 的衰减系数为 1 - (lag + multiplier t)^-ema_power；w0 = 上次复制时的权重</translation>
    </message>
    <message>
        <source>0.5^(gap / min(half_life, rampup_ratio t)), t = steps since the warm-up</source>
        <translation>0.5^(gap / min(half_life, rampup_ratio t))，t = 预热以来的步数</translation>
    </message>
    <message>
        <source>beta; copies at the first step and during the warm-up</source>
        <translation>beta；首步和预热期间复制</translation>
    </message>
    <message>
        <source>beta (1 - e^(-n/tau)), n = steps since the warm-up</source>
        <translation>beta (1 - e^(-n/tau))，n = 预热以来的步数</translation>
    </message>
    <message>
        <source>0.5^(gap / half_life), gap = steps since the last update</source>
        <translation>0.5^(gap / half_life)，gap = 上次更新以来的步数</translation>
    </message>
    <message>
        <source>min(beta, max(min_value, 1 - (1 + n/inv_gamma)^-power)), n = steps since the warm-up</source>
        <translation>min(beta, max(min_value, 1 - (1 + n/inv_gamma)^-power))，n = 预热以来的步数</translation>
    </message>
    <message>
        <source>the mean of the last k states, one every update_every steps; needs k copies of the model</source>
        <translation>最近 k 个状态的平均，每 update_every 步取一个；需要模型的 k 份副本</translation>
    </message>
    <message>
        <source>min(beta, (1 + n)/(10 + n)), n = steps since the warm-up</source>
        <translation>min(beta, (1 + n)/(10 + n))，n = 预热以来的步数</translation>
    </message>
    <message>
        <source>1 - k^r / (1^r + … + k^r), k = states averaged since the warm-up</source>
        <translation>1 - k^r / (1^r + … + k^r)，k = 预热以来平均的状态数</translation>
    </message>
    <message>
        <source>(1 - gap/t)^(gamma + 1), t = steps since the warm-up, gap = steps since the last update</source>
        <translation>(1 - gap/t)^(gamma + 1)，t = 预热以来的步数，gap = 上次更新以来的步数</translation>
    </message>
    <message>
        <source>n/(n + 1), n = states averaged since the warm-up: all have equal weight</source>
        <translation>n/(n + 1)，n = 预热以来平均的状态数：权重全部相同</translation>
    </message>
    <message>
        <source>smoothing, or 2^(-update_interval/half_life); the raw weights until ema_start</source>
        <translation>smoothing 或 2^(-update_interval/half_life)；ema_start 之前为原始权重</translation>
    </message>
    <message>
        <source>max(min(ramp, decay), min_decay), ramp = (1 + n)/(10 + n) or with use_ema_warmup 1 - (1 + n/inv_gamma)^-power, n = call - 1 - update_after_step; copies before</source>
        <translation>max(min(ramp, decay), min_decay)，ramp = (1 + n)/(10 + n)，用 use_ema_warmup 时为 1 - (1 + n/inv_gamma)^-power，n = 调用次数 - 1 - update_after_step；之前复制</translation>
    </message>
    <message>
        <source>(1 - gap/t)^(gamma + 1), or 0.5^(gap / min(halflife, rampup_ratio t)), t = images seen</source>
        <translation>(1 - gap/t)^(gamma + 1) 或 0.5^(gap / min(halflife, rampup_ratio t))，t = 已见的图像数</translation>
    </message>
    <message>
        <source>clamp(1 - (1 + n/inv_gamma)^-power, min_value, beta), n = call - 1 - update_after_step; copies before</source>
        <translation>clamp(1 - (1 + n/inv_gamma)^-power, min_value, beta)，n = 调用次数 - 1 - update_after_step；之前复制</translation>
    </message>
    <message>
        <source>1 - m, m from momentum_warmup linearly to momentum in warmup_iters updates</source>
        <translation>1 - m，m 在 warmup_iters 次更新中由 momentum_warmup 线性变到 momentum</translation>
    </message>
    <message>
        <source>ema_momentum; the first call copies</source>
        <translation>ema_momentum；第一次调用复制</translation>
    </message>
    <message>
        <source>decay, twice where a step and an epoch end together; the first update copies</source>
        <translation>decay，步与轮次同时结束处用两次；第一次更新复制</translation>
    </message>
    <message>
        <source>1 - momentum, or 1 - max(momentum, gamma/(gamma + n)), or the plain mean; copies until the first step after begin_iter</source>
        <translation>1 - momentum、1 - max(momentum, gamma/(gamma + n)) 或普通平均；begin_iter 之后的第一步之前复制</translation>
    </message>
    <message>
        <source>decay, from the first call on</source>
        <translation>decay，从第一次调用起</translation>
    </message>
    <message>
        <source>decay, starting at zero; with debias, divided by 1 - decay^call</source>
        <translation>decay，从零开始；用 debias 时除以 1 - decay^调用次数</translation>
    </message>
    <message>
        <source>decay, or with use_warmup max(min(1 - (1 + n/warmup_gamma)^-warmup_power, decay), min_decay), n = call - 1 - update_after_step; copies before</source>
        <translation>decay，用 use_warmup 时为 max(min(1 - (1 + n/warmup_gamma)^-warmup_power, decay), min_decay)，n = 调用次数 - 1 - update_after_step；之前复制</translation>
    </message>
    <message>
        <source>decay; the first call copies</source>
        <translation>decay；第一次调用复制</translation>
    </message>
    <message>
        <source>n/(n + 1), n = states averaged so far: the plain mean</source>
        <translation>n/(n + 1)，n = 至今平均的状态数：普通平均</translation>
    </message>
    <message>
        <source>decay, or 2^(-1/(half_life_fraction n)), n = updates since start_step</source>
        <translation>decay 或 2^(-1/(half_life_fraction n))，n = start_step 以来的更新次数</translation>
    </message>
    <message>
        <source>1 - min(1, (1 - model_ema_decay) world_size batch_size model_ema_steps / epochs); copies during the LR warm-up</source>
        <translation>1 - min(1, (1 - model_ema_decay) world_size batch_size model_ema_steps / epochs)；学习率预热期间复制</translation>
    </message>
    <message>
        <source>e + (lag + multiplier t)^-bias_power (w - w0), e with decay 1 - (lag + multiplier t)^-ema_power; t = step, w0 = the weights after step update_after</source>
        <translation>e + (lag + multiplier t)^-bias_power (w - w0)，e 的衰减系数为 1 - (lag + multiplier t)^-ema_power；t = 步，w0 = update_after 步之后的权重</translation>
    </message>
    <message>
        <source>right and predicted classes</source>
        <translation>真实类别与预测类别</translation>
    </message>
    <message>
        <source>prediction against target</source>
        <translation>预测值与目标值</translation>
    </message>
    <message>
        <source>the same images, as each set of weights reads them</source>
        <translation>同样的图像，以及每组权重对它们的判读</translation>
    </message>
    <message>
        <source>equal within noise</source>
        <translation>在噪声范围内相等</translation>
    </message>
    <message>
        <source>%1 %2 lower</source>
        <translation>%1 低 %2</translation>
    </message>
    <message>
        <source>%1 more than 10 times higher</source>
        <translation>%1 高出 10 倍以上</translation>
    </message>
    <message>
        <source>%1 %2 higher</source>
        <translation>%1 高 %2</translation>
    </message>
    <message>
        <source>Axes of an array of images: nhwc, nchw or nhw (height h, width w, channels c);
as-is: not images; auto: the first or else the last axis of a sample holds the
channels if its size is 1, 3 or 4</source>
        <translation>图像数组的轴：nhwc、nchw 或 nhw（高 h、宽 w、通道 c）；
as-is：不是图像；auto：样本的第一轴，否则最后一轴，
大小为 1、3 或 4 时为通道</translation>
    </message>
    <message>
        <source>raw share kept</source>
        <translation>保留的原始份额</translation>
    </message>
    <message>
        <source>EMA power κ</source>
        <translation>EMA 指数 κ</translation>
    </message>
    <message>
        <source>First epoch (0-based) from which the end of each epoch also updates the average; none: never.</source>
        <translation>从这一轮（从 0 数起）起，每轮结束时也更新平均；none：从不。</translation>
    </message>
    <message>
        <source>larger, smaller, normal interface; Teach has a size of its own</source>
        <translation>界面放大、缩小、正常；“教学”有自己的大小</translation>
    </message>
    <message>
        <source>on request</source>
        <translation>按要求</translation>
    </message>
    <message>
        <source>every few steps</source>
        <translation>每隔若干步</translation>
    </message>
    <message>
        <source>every few minutes</source>
        <translation>每隔几分钟</translation>
    </message>
    <message>
        <source>every few evaluations</source>
        <translation>每隔若干次评估</translation>
    </message>
    <message>
        <source>before an edit</source>
        <translation>修改之前</translation>
    </message>
    <message>
        <source>at a pause</source>
        <translation>暂停时</translation>
    </message>
    <message>
        <source>at the end</source>
        <translation>结束时</translation>
    </message>
    <message>
        <source>when the run was stopped</source>
        <translation>训练被停止时</translation>
    </message>
    <message>
        <source>Which weights of a checkpoint: raw (default) or the label of a track</source>
        <translation>检查点中的哪组权重：raw（默认）或轨道的名称</translation>
    </message>
    <message>
        <source>save a checkpoint of the run</source>
        <translation>保存训练的检查点</translation>
    </message>
    <message>
        <source>Weights of</source>
        <translation>权重来自</translation>
    </message>
    <message>
        <source>CUDA_VISIBLE_DEVICES is empty, which hides every GPU</source>
        <translation>CUDA_VISIBLE_DEVICES 为空，这会隐藏所有 GPU</translation>
    </message>
    <message>
        <source>Prefixes to remove</source>
        <translation>要去掉的前缀</translation>
    </message>
    <message>
        <source>Start training from these weights (safetensors, the index of its shards, or a
checkpoint of a run)</source>
        <translation>从这些权重开始训练（safetensors、其分片的索引，或某次训练的检查点）</translation>
    </message>
    <message>
        <source>Prefixes to remove from the names of the weights, such as
module.,_orig_mod., as often as they occur</source>
        <translation>从权重名称中去掉的前缀，出现几次去掉几次，例如
module.,_orig_mod.</translation>
    </message>
    <message>
        <source>Weights strip</source>
        <translation>权重的前缀</translation>
    </message>
</context>
<context>
    <name>emascope::ui</name>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>%1 · at full speed</source>
        <translation>%1 · 全速</translation>
    </message>
    <message>
        <source>%1 · %2 at %3/s</source>
        <translation>%1 · %2，每秒 %3 步</translation>
    </message>
    <message>
        <source>Export picture</source>
        <translation>导出图片</translation>
    </message>
    <message>
        <source>PNG image (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>PDF vector graphics (*.pdf)</source>
        <translation>PDF 矢量图 (*.pdf)</translation>
    </message>
    <message>
        <source>SVG vector graphics (*.svg)</source>
        <translation>SVG 矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Export data</source>
        <translation>导出数据</translation>
    </message>
    <message>
        <source>Evaluations (*.csv)</source>
        <translation>评估结果 (*.csv)</translation>
    </message>
    <message>
        <source>Complete run (*.json)</source>
        <translation>完整的训练 (*.json)</translation>
    </message>
    <message>
        <source>no engine yet</source>
        <translation>还没有引擎</translation>
    </message>
    <message>
        <source>Language at the next start</source>
        <translation>下次启动时的语言</translation>
    </message>
    <message>
        <source>System language</source>
        <translation>系统语言</translation>
    </message>
    <message>
        <source>The language does not change.</source>
        <translation>语言不变。</translation>
    </message>
    <message>
        <source>The language changes when EMAscope is started again.</source>
        <translation>重新启动 EMAscope 后语言才会改变。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>There is no run.</source>
        <translation>没有训练。</translation>
    </message>
    <message>
        <source>The run has these tracks already.</source>
        <translation>这次训练已有这些轨道。</translation>
    </message>
    <message>
        <source>A run has at most %1 tracks; this one has %2. Remove some first.</source>
        <translation>一次训练最多有 %1 条轨道；本次已有 %2 条。请先删除一些。</translation>
    </message>
    <message>
        <source>Half-lives %1 steps, constant, debiased</source>
        <translation>半衰期 %1 步，恒定，偏差校正</translation>
    </message>
    <message>
        <source>Restart with them</source>
        <translation>带上它们重新开始</translation>
    </message>
    <message>
        <source>From step 0 with the present settings, so that each average has seen the whole run. Keeps snapshots, from which averages between them are computed afterwards.</source>
        <translation>用当前设置从第 0 步开始，让每个平均都见过整个训练。保留快照，供事后计算它们之间的平均。</translation>
    </message>
    <message>
        <source>Not restarted</source>
        <translation>没有重新开始</translation>
    </message>
    <message>
        <source>There is no engine.</source>
        <translation>没有引擎。</translation>
    </message>
    <message>
        <source>Add them from here</source>
        <translation>从这里加入</translation>
    </message>
    <message>
        <source>The run goes on; the new averages start from the present weights</source>
        <translation>训练继续；新的平均从当前权重开始</translation>
    </message>
    <message>
        <source>Remove all but main</source>
        <translation>除主轨道外全部删除</translation>
    </message>
    <message>
        <source>There is no other track.</source>
        <translation>没有其他轨道。</translation>
    </message>
    <message>
        <source>Undo adds them again</source>
        <translation>“撤销”会重新加入它们</translation>
    </message>
    <message>
        <source>Export table…</source>
        <translation>导出表格…</translation>
    </message>
    <message>
        <source>Writes the table as a CSV file</source>
        <translation>把表格写成 CSV 文件</translation>
    </message>
    <message>
        <source>Sweep half-lives</source>
        <translation>扫描半衰期</translation>
    </message>
    <message>
        <source>Compare seven averages that differ only in their half-life, each about three times the previous one</source>
        <translation>比较七个只有半衰期不同的平均，每个约为前一个的三倍</translation>
    </message>
    <message>
        <source>More about the table</source>
        <translation>更多表格操作</translation>
    </message>
    <message>
        <source>Remove all but main, export the table</source>
        <translation>除主轨道外全部删除、导出表格</translation>
    </message>
    <message>
        <source>+ Add track</source>
        <translation>+ 加入轨道</translation>
    </message>
    <message>
        <source>Fork</source>
        <translation>复制分支</translation>
    </message>
    <message>
        <source>Adds an average that starts from the present weights</source>
        <translation>加入一个从当前权重开始的平均</translation>
    </message>
    <message>
        <source>Adds a copy of the selected track with its age and average</source>
        <translation>加入所选轨道的副本，连同其年龄和平均</translation>
    </message>
    <message>
        <source>There is no track to copy.</source>
        <translation>没有可复制的轨道。</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>no effect while %1 is %2</source>
        <translation>%1 为 %2 时不起作用</translation>
    </message>
    <message>
        <source>β</source>
        <translation>β</translation>
    </message>
    <message>
        <source>the half-life</source>
        <translation>半衰期</translation>
    </message>
    <message>
        <source>the cap is never reached: %1 has no effect</source>
        <translation>永远达不到上限：%1 不起作用</translation>
    </message>
    <message>
        <source>cap reached at step %1, after the end of this run: %2 has no effect</source>
        <translation>第 %1 步达到上限，在本次训练结束之后：%2 不起作用</translation>
    </message>
    <message>
        <source>cap reached at step %1</source>
        <translation>第 %1 步已达到上限</translation>
    </message>
    <message>
        <source>cap will be reached at step %1</source>
        <translation>将在第 %1 步达到上限</translation>
    </message>
    <message>
        <source>Nothing was saved</source>
        <translation>没有保存</translation>
    </message>
    <message>
        <source>The engine no longer has the weights of this run.</source>
        <translation>引擎已没有这次训练的权重。</translation>
    </message>
    <message>
        <source>Save weights: %1</source>
        <translation>保存权重：%1</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>权重 (*.safetensors)</translation>
    </message>
    <message>
        <source>TorchScript (*.pt)</source>
        <translation>TorchScript (*.pt)</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>The table was not written</source>
        <translation>表格没有写入</translation>
    </message>
    <message>
        <source>Export table</source>
        <translation>导出表格</translation>
    </message>
    <message>
        <source>Comma-separated values (*.csv)</source>
        <translation>逗号分隔的值 (*.csv)</translation>
    </message>
    <message>
        <source>The run has failed; the engine no longer has its weights.</source>
        <translation>训练失败；引擎已没有它的权重。</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Reset to raw</source>
        <translation>重置为原始权重</translation>
    </message>
    <message>
        <source>Feedback: write it into the raw weights</source>
        <translation>回写：写入原始权重</translation>
    </message>
    <message>
        <source>Training continues from the average. It can be undone.</source>
        <translation>训练从这个平均继续。可以撤销。</translation>
    </message>
    <message>
        <source>Undo the last feedback (raw weights of step %1)</source>
        <translation>撤销上次回写（第 %1 步的原始权重）</translation>
    </message>
    <message>
        <source>Undo the last feedback</source>
        <translation>撤销上次回写</translation>
    </message>
    <message>
        <source>No average was written into the raw weights.</source>
        <translation>没有平均写入过原始权重。</translation>
    </message>
    <message>
        <source>Restores the raw weights from before the feedback. Training since then is lost; the averages are not changed.</source>
        <translation>恢复回写之前的原始权重。此后的训练会丢失；各平均不变。</translation>
    </message>
    <message>
        <source>The run has ended. Restart it to change its tracks.</source>
        <translation>训练已结束。要改变轨道，请重新开始。</translation>
    </message>
    <message>
        <source>Nothing was removed</source>
        <translation>没有删除</translation>
    </message>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Promote to main</source>
        <translation>设为主轨道</translation>
    </message>
    <message>
        <source>It is the main track.</source>
        <translation>它就是主轨道。</translation>
    </message>
    <message>
        <source>Makes it the first track, which the verdict is about</source>
        <translation>使它成为第一条轨道，结论就是关于它的</translation>
    </message>
    <message>
        <source>Adds a copy with the same rule, age and average</source>
        <translation>加入规则、年龄和平均都相同的副本</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>In the chart only</source>
        <translation>仅在图中</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Show only this</source>
        <translation>只显示这一条</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>复制为 Python</translation>
    </message>
    <message>
        <source>Save weights…</source>
        <translation>保存权重…</translation>
    </message>
    <message>
        <source>Writes a file on the engine&apos;s machine</source>
        <translation>在引擎所在的机器上写文件</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>settling, 3 half-lives</source>
        <translation>过渡期，3 个半衰期</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>%1, cap %2</source>
        <translation>%1，上限 %2</translation>
    </message>
    <message>
        <source>reset to the raw weights</source>
        <translation>重置为原始权重</translation>
    </message>
    <message>
        <source>track %1 added</source>
        <translation>已加入轨道 %1</translation>
    </message>
    <message>
        <source>track %1 uses rule %2 from here on</source>
        <translation>轨道 %1 从这里起改用规则 %2</translation>
    </message>
    <message>
        <source>track %1 forked from %2</source>
        <translation>轨道 %1 由 %2 复制而来</translation>
    </message>
    <message>
        <source>track %1 removed</source>
        <translation>已删除轨道 %1</translation>
    </message>
    <message>
        <source>track %1 is now main</source>
        <translation>轨道 %1 成为主轨道</translation>
    </message>
    <message>
        <source>track %1 renamed to %2</source>
        <translation>轨道 %1 改名为 %2</translation>
    </message>
    <message>
        <source>raw weights replaced by %1</source>
        <translation>原始权重被 %1 取代</translation>
    </message>
    <message>
        <source>raw weights moved toward %1, keeping %2</source>
        <translation>原始权重移向 %1，保留 %2</translation>
    </message>
    <message>
        <source>last feedback undone</source>
        <translation>已撤销上次回写</translation>
    </message>
    <message>
        <source>very long</source>
        <translation>很久</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 小时 %2 分</translation>
    </message>
    <message>
        <source>mean loss from step %1 to %2, against the half-life in steps</source>
        <translation>第 %1 到 %2 步的平均损失，横轴为半衰期（步）</translation>
    </message>
    <message>
        <source>of the raw weights</source>
        <translation>原始权重的</translation>
    </message>
    <message>
        <source>of the raw weights and an average of them</source>
        <translation>原始权重及其平均的</translation>
    </message>
    <message>
        <source>of %1 averages of one training, from the same seed</source>
        <translation>同一次训练、同一随机种子的 %1 个平均的</translation>
    </message>
    <message>
        <source>The run of this step is no longer in the window.</source>
        <translation>这一步所属的训练已不在窗口中。</translation>
    </message>
    <message>
        <source>The run begins.</source>
        <translation>训练开始。</translation>
    </message>
    <message>
        <source>overlapping</source>
        <translation>重合</translation>
    </message>
    <message>
        <source>made afterwards</source>
        <translation>事后做出</translation>
    </message>
    <message>
        <source>This run does not decide the question: no answer is wrong.</source>
        <translation>本次训练不能判定这个问题：没有答案是错的。</translation>
    </message>
    <message>
        <source>This run does not decide the question.</source>
        <translation>本次训练不能判定这个问题。</translation>
    </message>
    <message>
        <source>Right.</source>
        <translation>正确。</translation>
    </message>
    <message>
        <source>Not in this run.</source>
        <translation>本次不是。</translation>
    </message>
    <message>
        <source>steps %1 to %2</source>
        <translation>第 %1 到 %2 步</translation>
    </message>
    <message>
        <source>Look at the lowest points: means over the %1.</source>
        <translation>请看最低点：%1的平均值。</translation>
    </message>
    <message>
        <source>Look at the bracket in the chart: %1.</source>
        <translation>请看图中的括号：%1。</translation>
    </message>
    <message>
        <source> and %1 more</source>
        <translation> 另有 %1 项</translation>
    </message>
    <message>
        <source>This result is about this run, which was changed: %1.</source>
        <translation>此结果针对这次有改动的训练：%1。</translation>
    </message>
    <message>
        <source>1 question</source>
        <translation>1 个问题</translation>
    </message>
    <message>
        <source>%1 questions</source>
        <translation>%1 个问题</translation>
    </message>
    <message>
        <source>%1, debiased</source>
        <translation>%1，偏差校正</translation>
    </message>
    <message>
        <source>half-life %1, %2</source>
        <translation>半衰期 %1，%2</translation>
    </message>
    <message>
        <source>&lt;p&gt;&lt;b&gt;EMAscope %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;Raw weights against their exponential moving averages, live.&lt;/p&gt;&lt;p&gt;%2&lt;br&gt;Qt %3, QCustomPlot 2.1&lt;/p&gt;&lt;p&gt;Text of a demo: Alice&apos;s Adventures in Wonderland, Lewis Carroll, 1865, in the public domain.&lt;/p&gt;&lt;p&gt;Free software: see Help, Manual, LICENSE.&lt;/p&gt;</source>
        <translation>&lt;p&gt;&lt;b&gt;EMAscope %1&lt;/b&gt;&lt;/p&gt;&lt;p&gt;实时比较原始权重与其指数移动平均。&lt;/p&gt;&lt;p&gt;%2&lt;br&gt;Qt %3，QCustomPlot 2.1&lt;/p&gt;&lt;p&gt;一个演示的文本：《爱丽丝梦游仙境》，Lewis Carroll，1865，属公有领域。&lt;/p&gt;&lt;p&gt;自由软件：见“帮助”&gt;“手册”&gt;LICENSE。&lt;/p&gt;</translation>
    </message>
    <message>
        <source>not finite</source>
        <translation>非有限值</translation>
    </message>
    <message>
        <source>mean of steps %1 to %2</source>
        <translation>第 %1 到 %2 步的平均</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>and %1 more,</source>
        <translation>另有 %1 个，</translation>
    </message>
    <message>
        <source>%1, changed</source>
        <translation>%1（已更改）</translation>
    </message>
    <message>
        <source>half-life %1</source>
        <translation>半衰期 %1</translation>
    </message>
    <message>
        <source>infinite half-life</source>
        <translation>半衰期无限长</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>%1 from step %2</source>
        <translation>%1（第 %2 步起）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>%1 averages</source>
        <translation>%1 个平均</translation>
    </message>
    <message>
        <source>untitled</source>
        <translation>无标题</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>已结束</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>This is a stored run, which cannot be changed.</source>
        <translation>这是已保存的训练，无法更改。</translation>
    </message>
    <message>
        <source>Copies the raw weights into this average. It cannot be undone.</source>
        <translation>把原始权重复制到这个平均中。无法撤销。</translation>
    </message>
    <message>
        <source>Folder for TensorBoard (*)</source>
        <translation>TensorBoard 文件夹 (*)</translation>
    </message>
    <message>
        <source>Page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Open a log</source>
        <translation>打开日志</translation>
    </message>
</context>
<context>
    <name>emascope::ui::Actions</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>One step</source>
        <translation>一步</translation>
    </message>
    <message>
        <source>100 steps</source>
        <translation>100 步</translation>
    </message>
    <message>
        <source>Restart with these settings</source>
        <translation>用这些设置重新开始</translation>
    </message>
    <message>
        <source>Restart with the preset&apos;s settings</source>
        <translation>用预设的设置重新开始</translation>
    </message>
    <message>
        <source>Restart with a new random seed</source>
        <translation>用新的随机种子重新开始</translation>
    </message>
    <message>
        <source>Restart with these settings, paused</source>
        <translation>用这些设置重新开始，并暂停</translation>
    </message>
    <message>
        <source>Restart with the preset&apos;s settings, paused</source>
        <translation>用预设的设置重新开始，并暂停</translation>
    </message>
    <message>
        <source>Restart with a new random seed, paused</source>
        <translation>用新的随机种子重新开始，并暂停</translation>
    </message>
    <message>
        <source>Shorter half-life</source>
        <translation>缩短半衰期</translation>
    </message>
    <message>
        <source>Longer half-life</source>
        <translation>延长半衰期</translation>
    </message>
    <message>
        <source>Undo change</source>
        <translation>撤销更改</translation>
    </message>
    <message>
        <source>Redo change</source>
        <translation>重做更改</translation>
    </message>
    <message>
        <source>Send while dragging</source>
        <translation>拖动时发送</translation>
    </message>
    <message>
        <source>Follow the run</source>
        <translation>跟随训练</translation>
    </message>
    <message>
        <source>Logarithmic loss</source>
        <translation>损失用对数坐标</translation>
    </message>
    <message>
        <source>Fit everything</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Previous view</source>
        <translation>上一个视图</translation>
    </message>
    <message>
        <source>Show all curves</source>
        <translation>显示所有曲线</translation>
    </message>
    <message>
        <source>Larger interface</source>
        <translation>放大界面</translation>
    </message>
    <message>
        <source>Smaller interface</source>
        <translation>缩小界面</translation>
    </message>
    <message>
        <source>Normal size of the interface</source>
        <translation>界面正常大小</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Hide or show curve %1</source>
        <translation>隐藏或显示曲线 %1</translation>
    </message>
    <message>
        <source>Choose a demo…</source>
        <translation>选择演示…</translation>
    </message>
    <message>
        <source>Open your own data…</source>
        <translation>打开自己的数据…</translation>
    </message>
    <message>
        <source>Export picture…</source>
        <translation>导出图片…</translation>
    </message>
    <message>
        <source>Export data…</source>
        <translation>导出数据…</translation>
    </message>
    <message>
        <source>Copy picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy command that repeats this run</source>
        <translation>复制能重现本次训练的命令</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手册（英文）</translation>
    </message>
    <message>
        <source>About EMAscope</source>
        <translation>关于 EMAscope</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>Time, without pauses</source>
        <translation>时间，不含暂停</translation>
    </message>
    <message>
        <source>System theme</source>
        <translation>系统主题</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>浅色主题</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>深色主题</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>接着训练</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>再次开始</translation>
    </message>
    <message>
        <source>Restart with the original settings</source>
        <translation>用最初的设置重新开始</translation>
    </message>
    <message>
        <source>Restart with the original settings, paused</source>
        <translation>用最初的设置重新开始，并暂停</translation>
    </message>
    <message>
        <source>There is no engine.</source>
        <translation>没有引擎。</translation>
    </message>
    <message>
        <source>This engine writes no checkpoints.</source>
        <translation>此引擎不写检查点。</translation>
    </message>
    <message>
        <source>There is no run yet.</source>
        <translation>还没有训练。</translation>
    </message>
    <message>
        <source>The run has reached its last step.</source>
        <translation>训练已到最后一步。</translation>
    </message>
    <message>
        <source>The run failed.</source>
        <translation>训练失败。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Run</source>
        <translation>训练(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;EMA</source>
        <translation>&amp;EMA</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>Open lesson…</source>
        <translation>打开课程…</translation>
    </message>
    <message>
        <source>Continue a run…</source>
        <translation>继续一次训练…</translation>
    </message>
    <message>
        <source>Save checkpoint</source>
        <translation>保存检查点</translation>
    </message>
    <message>
        <source>Save weights of the best average…</source>
        <translation>保存最佳平均的权重…</translation>
    </message>
    <message>
        <source>Save weights of the best average, %1…</source>
        <translation>保存最佳平均 %1 的权重…</translation>
    </message>
    <message>
        <source>From a checkpoint, with these settings</source>
        <translation>从检查点开始，使用这些设置</translation>
    </message>
    <message>
        <source>Step %1, pinned</source>
        <translation>第 %1 步，已固定</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Open a log…</source>
        <translation>打开日志…</translation>
    </message>
    <message>
        <source>There is no library of runs that could keep the log.</source>
        <translation>没有可以保存该日志的训练库。</translation>
    </message>
    <message>
        <source>The log of another tool does not have the settings that repeat its run.</source>
        <translation>其他工具的日志没有说明如何重复该训练。</translation>
    </message>
    <message>
        <source>There are no checkpoints.</source>
        <translation>没有检查点。</translation>
    </message>
    <message>
        <source>Repeat with 5 seeds</source>
        <translation>用 5 个随机种子重复</translation>
    </message>
</context>
<context>
    <name>emascope::ui::AddTrackForm</name>
    <message>
        <source>Add</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Rule of the new track</source>
        <translation>新轨道的规则</translation>
    </message>
    <message>
        <source>Its parameters as name=value</source>
        <translation>参数，写作 名称=值</translation>
    </message>
    <message>
        <source>Its label</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>like %1</source>
        <translation>同 %1</translation>
    </message>
    <message>
        <source>%1: %2, %3</source>
        <translation>%1：%2，%3</translation>
    </message>
</context>
<context>
    <name>emascope::ui::AgreementCard</name>
    <message>
        <source>Where they agree</source>
        <translation>判断是否一致</translation>
    </message>
    <message>
        <source>raw right</source>
        <translation>原始正确</translation>
    </message>
    <message>
        <source>raw wrong</source>
        <translation>原始错误</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>the mix</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Both right</source>
        <translation>都正确</translation>
    </message>
    <message>
        <source>Only raw right</source>
        <translation>只有原始正确</translation>
    </message>
    <message>
        <source>Only %1 right</source>
        <translation>只有 %1 正确</translation>
    </message>
    <message>
        <source>Both wrong</source>
        <translation>都错误</translation>
    </message>
    <message>
        <source>Improved most</source>
        <translation>改善最多</translation>
    </message>
    <message>
        <source>Worsened most</source>
        <translation>变差最多</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: show its samples</source>
        <translation>%1：显示其样本</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>%1, spread out</source>
        <translation>%1，均匀分布</translation>
    </message>
    <message>
        <source>loss with raw → with %1</source>
        <translation>原始的损失 → %1 的损失</translation>
    </message>
    <message>
        <source>% given to the right class</source>
        <translation>给正确类别的 %</translation>
    </message>
    <message>
        <source>above raw, below %1; %2</source>
        <translation>上为原始，下为 %1；%2</translation>
    </message>
    <message>
        <source>There is no such sample.</source>
        <translation>没有这样的样本。</translation>
    </message>
    <message>
        <source>improved most: a quarter</source>
        <translation>改善最多：四分之一</translation>
    </message>
    <message>
        <source>%1 right</source>
        <translation>%1 正确</translation>
    </message>
    <message>
        <source>worsened most: a quarter</source>
        <translation>变差最多：四分之一</translation>
    </message>
    <message>
        <source>%1 wrong</source>
        <translation>%1 错误</translation>
    </message>
    <message>
        <source>This run has no average to compare.</source>
        <translation>本次训练没有可比较的平均。</translation>
    </message>
    <message>
        <source>The samples are being compared.</source>
        <translation>正在比较样本。</translation>
    </message>
    <message>
        <source>validation, %1 of %2</source>
        <translation>验证集，%2 中的 %1</translation>
    </message>
    <message>
        <source>validation, %1</source>
        <translation>验证集，%1</translation>
    </message>
    <message>
        <source>A fixed part of the validation samples, evenly spread, the same every time.</source>
        <translation>验证样本中固定的一部分，均匀分布，每次相同。</translation>
    </message>
    <message>
        <source>%1, spread over the picture</source>
        <translation>%1，分布于整个图像</translation>
    </message>
    <message>
        <source>The mix</source>
        <translation>混合</translation>
    </message>
</context>
<context>
    <name>emascope::ui::AnswerButton</name>
    <message>
        <source>chosen</source>
        <translation>已选</translation>
    </message>
</context>
<context>
    <name>emascope::ui::BetweenCard</name>
    <message>
        <source>To raw</source>
        <translation>到原始</translation>
    </message>
    <message>
        <source>To EMA</source>
        <translation>到 EMA</translation>
    </message>
    <message>
        <source>To the lowest</source>
        <translation>到最低处</translation>
    </message>
    <message>
        <source>lowest at %1: %2</source>
        <translation>最低处 %1：%2</translation>
    </message>
    <message>
        <source>, equal to %1</source>
        <translation>，与 %1 相当</translation>
    </message>
    <message>
        <source>  loss %1</source>
        <translation>  损失 %1</translation>
    </message>
    <message>
        <source> · %1 right</source>
        <translation> · %1 正确</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Between raw and %1</source>
        <translation>原始与 %1 之间</translation>
    </message>
    <message>
        <source>%1 · validation loss of (1 − α) · raw + α · %2</source>
        <translation>%1 · (1 − α) · 原始 + α · %2 的验证损失</translation>
    </message>
    <message>
        <source>%1 · step %2</source>
        <translation>%1 · 第 %2 步</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>To the average</source>
        <translation>到平均</translation>
    </message>
    <message>
        <source>The losses between raw and the average are not known yet.</source>
        <translation>原始与平均之间的损失尚不清楚。</translation>
    </message>
    <message>
        <source>%1, again every %2 s</source>
        <translation>%1，每 %2 秒更新</translation>
    </message>
    <message>
        <source>While the run goes on, the losses are measured again every 2 s, or less often if that would make training more than 5 % slower.</source>
        <translation>训练进行时每 2 秒重新测量损失；如果这会使训练变慢超过 5%，则间隔更长。</translation>
    </message>
    <message>
        <source>This engine cannot evaluate or draw a mix.</source>
        <translation>此引擎既不能评估也不能绘制混合。</translation>
    </message>
    <message>
        <source>Sets α to 0: the raw weights</source>
        <translation>将 α 设为 0：原始权重</translation>
    </message>
    <message>
        <source>Sets α to 1: the average</source>
        <translation>将 α 设为 1：平均权重</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ChartMenu</name>
    <message>
        <source>Horizontal axis</source>
        <translation>横轴</translation>
    </message>
    <message>
        <source>Edit note…</source>
        <translation>编辑注释…</translation>
    </message>
    <message>
        <source>Remove note</source>
        <translation>删除注释</translation>
    </message>
    <message>
        <source>Edit reference line…</source>
        <translation>编辑参考线…</translation>
    </message>
    <message>
        <source>Remove reference line</source>
        <translation>删除参考线</translation>
    </message>
    <message>
        <source>Add note here…</source>
        <translation>在此加注释…</translation>
    </message>
    <message>
        <source>Add reference line…</source>
        <translation>加参考线…</translation>
    </message>
    <message>
        <source>Go back to step %1</source>
        <translation>回到第 %1 步</translation>
    </message>
    <message>
        <source>With the settings of that step</source>
        <translation>用当时的设置</translation>
    </message>
    <message>
        <source>With the current settings</source>
        <translation>用现在的设置</translation>
    </message>
    <message>
        <source>Unpin checkpoint</source>
        <translation>取消固定检查点</translation>
    </message>
    <message>
        <source>Pin checkpoint</source>
        <translation>固定检查点</translation>
    </message>
    <message>
        <source>The engine no longer has this run.</source>
        <translation>引擎中已没有此次训练。</translation>
    </message>
    <message>
        <source>Another program continues this run.</source>
        <translation>另一个程序正在继续这次训练。</translation>
    </message>
    <message>
        <source>The engine cannot read this checkpoint: its file was removed or is on another machine.</source>
        <translation>引擎无法读取此检查点：其文件已被删除，或位于另一台机器上。</translation>
    </message>
    <message>
        <source>Continue from step %1</source>
        <translation>从第 %1 步继续</translation>
    </message>
    <message>
        <source>With the settings at its end</source>
        <translation>使用其结束时的设置</translation>
    </message>
</context>
<context>
    <name>emascope::ui::CheckpointActions</name>
    <message>
        <source>Continue a run</source>
        <translation>继续一次训练</translation>
    </message>
    <message>
        <source>Checkpoint, or folder of checkpoints, on the engine&apos;s machine</source>
        <translation>引擎所在机器上的检查点或检查点文件夹</translation>
    </message>
    <message>
        <source>Checkpoint after step %1: %2</source>
        <translation>第 %1 步之后的检查点：%2</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
</context>
<context>
    <name>emascope::ui::CompareFeed</name>
    <message>
        <source>This engine does not know the command %1.</source>
        <translation>此引擎不认识命令 %1。</translation>
    </message>
    <message>
        <source>This engine shows raw and averaged weights, but no mix of them.</source>
        <translation>此引擎能显示原始权重和平均权重，但不能显示两者的混合。</translation>
    </message>
    <message>
        <source>The engine&apos;s results of single samples are incomplete.</source>
        <translation>引擎给出的逐样本结果不完整。</translation>
    </message>
    <message>
        <source>This task has no samples to compare.</source>
        <translation>此任务没有可比较的样本。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::CompareView</name>
    <message>
        <source>Compare raw and averaged weights</source>
        <translation>比较原始权重与平均权重</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Where they agree</source>
        <translation>判断是否一致</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>各层</translation>
    </message>
    <message>
        <source>Test, save</source>
        <translation>测试与保存</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
    <message>
        <source>○ %1: %2 samples, the cell chosen at the right</source>
        <translation>○ %1：%2 个样本，即右侧所选的格</translation>
    </message>
    <message>
        <source>○ %1: %2</source>
        <translation>○ %1：%2</translation>
    </message>
    <message>
        <source>○ %1: %2 sample, the cell chosen at the right</source>
        <translation>○ %1：%2 个样本，即右侧所选的格</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ContinueDialog</name>
    <message>
        <source>Checkpoints (*.emascope)</source>
        <translation>检查点 (*.emascope)</translation>
    </message>
    <message>
        <source>Run folder or checkpoint:</source>
        <translation>训练文件夹或检查点：</translation>
    </message>
</context>
<context>
    <name>emascope::ui::DecayPreview</name>
    <message>
        <source>Decay over the run</source>
        <translation>训练中的衰减系数</translation>
    </message>
</context>
<context>
    <name>emascope::ui::DemoButton</name>
    <message>
        <source>Choose what to train</source>
        <translation>选择训练内容</translation>
    </message>
    <message>
        <source>Choose what to train, now %1</source>
        <translation>选择训练内容，现在是 %1</translation>
    </message>
</context>
<context>
    <name>emascope::ui::DemoCard</name>
    <message>
        <source>open now</source>
        <translation>正在使用</translation>
    </message>
</context>
<context>
    <name>emascope::ui::DistancesCard</name>
    <message>
        <source>How far apart, by layer</source>
        <translation>逐层的距离</translation>
    </message>
    <message>
        <source>‖raw − EMA‖ / ‖raw‖</source>
        <translation>‖原始 − EMA‖ / ‖原始‖</translation>
    </message>
    <message>
        <source>The norm of the difference between the raw tensor and the averaged one, as a share of the raw tensor&apos;s norm</source>
        <translation>原始张量与平均张量之差的范数，占原始张量范数的比例</translation>
    </message>
    <message>
        <source>Distance between raw and averaged weights, by tensor</source>
        <translation>原始权重与平均权重的距离，按张量</translation>
    </message>
    <message>
        <source>none: a tensor is zero</source>
        <translation>无：有张量为零</translation>
    </message>
    <message>
        <source>%1 numbers%2 · norm of raw %3, of the difference %4 · cosine %5</source>
        <translation>%1 个数%2 · 范数：原始 %3，差 %4 · 余弦 %5</translation>
    </message>
    <message>
        <source>, a buffer</source>
        <translation>，缓冲区</translation>
    </message>
    <message>
        <source>Click a row for its norm and cosine.</source>
        <translation>点击一行查看范数和余弦。</translation>
    </message>
    <message>
        <source>This run has no average to compare.</source>
        <translation>本次训练没有可比较的平均。</translation>
    </message>
    <message>
        <source>The distances are being measured.</source>
        <translation>正在测量距离。</translation>
    </message>
    <message>
        <source>‖raw − average‖ / ‖raw‖</source>
        <translation>‖原始 − 平均‖ / ‖原始‖</translation>
    </message>
    <message>
        <source>The selected row is described below the list.</source>
        <translation>所选的行在列表下方说明。</translation>
    </message>
    <message>
        <source>%1 number%2 · norm of raw %3, of the difference %4 · cosine %5</source>
        <translation>%1 个数%2 · 范数：原始 %3，差 %4 · 余弦 %5</translation>
    </message>
</context>
<context>
    <name>emascope::ui::EditSender</name>
    <message>
        <source>No run in progress. Start one first.</source>
        <translation>没有进行中的训练。请先开始。</translation>
    </message>
    <message>
        <source>%1 is back with its settings. Its average starts from the raw weights again.</source>
        <translation>%1 已恢复原来的设置，其平均重新从原始权重开始。</translation>
    </message>
    <message>
        <source>%1 removed. Undo adds it again, with an average that starts from the raw weights.</source>
        <translation>已删除 %1。撤销会重新加入它，平均从原始权重开始。</translation>
    </message>
    <message>
        <source>%1 tracks are back with their settings. Their averages start from the raw weights again.</source>
        <translation>%1 条轨道已恢复原来的设置，其平均重新从原始权重开始。</translation>
    </message>
    <message>
        <source>%1 tracks removed. Undo adds them again, with averages that start from the raw weights.</source>
        <translation>已删除 %1 条轨道。撤销会重新加入它们，平均从原始权重开始。</translation>
    </message>
    <message>
        <source>The reset of %1 to raw cannot be undone.</source>
        <translation>将 %1 重置为原始权重的操作无法撤销。</translation>
    </message>
    <message>
        <source>The reset of %1 to raw cannot be undone. Undo again to take back the change before it.</source>
        <translation>将 %1 重置为原始权重的操作无法撤销。再撤销一次会撤回它之前的更改。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::EngineClient</name>
    <message>
        <source>The engine could not be started: %1: %2</source>
        <translation>引擎无法启动：%1：%2</translation>
    </message>
    <message>
        <source>The engine does not speak the protocol: %1</source>
        <translation>引擎不使用本协议：%1</translation>
    </message>
    <message>
        <source>The engine sent an invalid message: %1</source>
        <translation>引擎发来无效的消息：%1</translation>
    </message>
    <message>
        <source>The engine sent an event before its Hello message</source>
        <translation>引擎在 Hello 消息之前发来了事件</translation>
    </message>
    <message>
        <source>The engine was killed by signal %1</source>
        <translation>引擎被信号 %1 终止</translation>
    </message>
    <message>
        <source>The engine exited with code %1</source>
        <translation>引擎已退出，代码 %1</translation>
    </message>
    <message>
        <source>, in the middle of a message</source>
        <translation>，消息只发了一半</translation>
    </message>
    <message>
        <source>The engine did not send its Hello message within %1 s</source>
        <translation>引擎在 %1 秒内没有发来 Hello 消息</translation>
    </message>
</context>
<context>
    <name>emascope::ui::EngineTool</name>
    <message>
        <source>the engine was killed by signal %1</source>
        <translation>引擎被信号 %1 终止</translation>
    </message>
    <message>
        <source>%1 could not be started: %2</source>
        <translation>%1 无法启动：%2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::Gallery</name>
    <message>
        <source>Choose what to train</source>
        <translation>选择要训练的内容</translation>
    </message>
    <message>
        <source>Yours</source>
        <translation>自己的</translation>
    </message>
    <message>
        <source>Show this when EMAscope starts</source>
        <translation>启动 EMAscope 时显示此页</translation>
    </message>
    <message>
        <source>Gallery of demos</source>
        <translation>演示一览</translation>
    </message>
    <message>
        <source>Filter the demos</source>
        <translation>筛选演示</translation>
    </message>
    <message>
        <source>type to filter</source>
        <translation>输入文字以筛选</translation>
    </message>
    <message>
        <source>validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>1 demo, drawn from a recorded run</source>
        <translation>1 个演示，根据录制的训练绘制</translation>
    </message>
    <message>
        <source>%1 demos, each drawn from a recorded run</source>
        <translation>%1 个演示，均根据录制的训练绘制</translation>
    </message>
    <message>
        <source>%1 of %2 demos</source>
        <translation>%2 个演示中的 %1 个</translation>
    </message>
    <message>
        <source>No demo contains all of these words.</source>
        <translation>没有演示含有所有这些词。</translation>
    </message>
    <message>
        <source>No engine is running; restart the engine first.</source>
        <translation>没有引擎在运行；请先重新启动引擎。</translation>
    </message>
    <message>
        <source>Shows only cards that contain all of these words</source>
        <translation>只显示包含所有这些词的卡片</translation>
    </message>
    <message>
        <source>Without it, only the button in the run bar and Ctrl+N open the gallery</source>
        <translation>取消勾选后，只能用右上角的按钮或 Ctrl+N 打开演示一览</translation>
    </message>
    <message>
        <source>Recent runs</source>
        <translation>最近的训练</translation>
    </message>
</context>
<context>
    <name>emascope::ui::GhostButton</name>
    <message>
        <source>Ghost</source>
        <translation>影子</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>上次训练</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>ghost: none</source>
        <translation>影子：无</translation>
    </message>
    <message>
        <source>ghost: run %1</source>
        <translation>影子：训练 %1</translation>
    </message>
    <message>
        <source>ghost: last run</source>
        <translation>影子：上次训练</translation>
    </message>
    <message>
        <source>The main track of the last run, or of a kept one, behind the curves</source>
        <translation>上次训练或某次保存的训练的主轨道，位于曲线之后</translation>
    </message>
    <message>
        <source>Kept run</source>
        <translation>已保存的训练</translation>
    </message>
    <message>
        <source>ghost: %1</source>
        <translation>影子：%1</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HalfLifeCard</name>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Loss against half-life</source>
        <translation>损失与半衰期</translation>
    </message>
    <message>
        <source>Which evaluations are compared, here, in the table and in the plot</source>
        <translation>比较哪些评估，用于此处、表格和图</translation>
    </message>
    <message>
        <source>Last 10 % of the planned evaluations</source>
        <translation>计划评估的最后 10%</translation>
    </message>
    <message>
        <source>Last 20 % of the planned evaluations</source>
        <translation>计划评估的最后 20%</translation>
    </message>
    <message>
        <source>All since the last change</source>
        <translation>上次改动以来的全部</translation>
    </message>
    <message>
        <source>all evaluations ▾</source>
        <translation>全部评估 ▾</translation>
    </message>
    <message>
        <source>last %1 evaluations ▾</source>
        <translation>最近 %1 次评估 ▾</translation>
    </message>
    <message>
        <source>Bar: 95 % interval of the difference to the best.</source>
        <translation>误差棒：与最佳之差的 95% 区间。</translation>
    </message>
    <message>
        <source>No line: this run keeps no snapshots.</source>
        <translation>无连线：未保留快照。</translation>
    </message>
    <message>
        <source>Line: %1 of %2 averages measured.</source>
        <translation>连线：已测量 %2 个平均中的 %1 个。</translation>
    </message>
    <message>
        <source>Line: averages made afterwards from snapshots.</source>
        <translation>连线：事后由快照做出的平均。</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>未测量</translation>
    </message>
    <message>
        <source>%1, equal to the best</source>
        <translation>%1，与最佳相当</translation>
    </message>
    <message>
        <source>%1, %2 % above the best</source>
        <translation>%1，比最佳高 %2%</translation>
    </message>
    <message>
        <source>Click into the plot to choose a half-life</source>
        <translation>在图中点击以选择半衰期</translation>
    </message>
    <message>
        <source>Choose a half-life first</source>
        <translation>请先选择半衰期</translation>
    </message>
    <message>
        <source>Sets %1 of %2 to %3. It can be undone.</source>
        <translation>把 %2 的 %1 设为 %3。可以撤销。</translation>
    </message>
    <message>
        <source>There is no track.</source>
        <translation>没有轨道。</translation>
    </message>
    <message>
        <source>The rule of %1 has no half-life in steps to set. Alt+click adds a track.</source>
        <translation>%1 的规则没有可设的以步计的半衰期。Alt+点击可加入轨道。</translation>
    </message>
    <message>
        <source>No track was added</source>
        <translation>没有加入轨道</translation>
    </message>
    <message>
        <source>%1: %2 steps</source>
        <translation>%1：%2 步</translation>
    </message>
    <message>
        <source>Half-lives are those in force at the last evaluation. With debiasing, a warm-up or a ramp, that of a track is shorter at first than the one it is set to.</source>
        <translation>半衰期取最近一次评估时生效的值。有去偏、预热或爬升时，轨道的半衰期起初比设定值短。</translation>
    </message>
    <message>
        <source>last evaluation ▾</source>
        <translation>最近 1 次评估 ▾</translation>
    </message>
    <message>
        <source>Rerun</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Starts the run again, with %1 of %2 set to %3</source>
        <translation>重新开始运行，将 %2 的 %1 设为 %3</translation>
    </message>
    <message>
        <source>No run in progress. Start one first.</source>
        <translation>没有正在进行的运行。请先开始一次运行。</translation>
    </message>
    <message>
        <source>Not restarted</source>
        <translation>未重新开始</translation>
    </message>
    <message>
        <source>There is no engine.</source>
        <translation>没有引擎。</translation>
    </message>
    <message>
        <source>Differences at the same evaluations, with their correlation. Not in the bars: other seeds, other validation samples, and the choice of the best of several. A bar with open ends may be longer; where all losses are above those of the best, it may cross the dotted line although its average is not within the noise.</source>
        <translation>同一批评估上的差，考虑其相关性。误差棒不含：其他随机种子、其他验证样本，以及从几个中选最好的。两端开口的误差棒可能更长；若所有损失都高于最佳者的损失，它虽与虚线相交，其平均仍不在噪声范围内。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HalfLifeLink</name>
    <message>
        <source>keep the half-life (adjusts β)</source>
        <translation>保持半衰期（调整 β）</translation>
    </message>
    <message>
        <source>When the update interval changes, β is adjusted so that the half-life in steps stays the same.</source>
        <translation>更新间隔改变时，会调整 β，使以步计的半衰期不变。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HalfLifePlot</name>
    <message>
        <source>Loss against half-life</source>
        <translation>损失与半衰期</translation>
    </message>
    <message>
        <source>Click or drag to choose a half-life, Alt+click adds a track there. Left and Right move the cursor by 2 %, with Shift by 20 %.</source>
        <translation>点击或拖动选择半衰期，Alt+点击在该处加入轨道。左右键移动光标 2%，按住 Shift 移动 20%。</translation>
    </message>
    <message>
        <source>half-life in steps</source>
        <translation>半衰期（步）</translation>
    </message>
    <message>
        <source>raw %1</source>
        <translation>原始 %1</translation>
    </message>
    <message>
        <source>%1 ↑</source>
        <translation>%1 ↑</translation>
    </message>
    <message>
        <source>%1 ↓</source>
        <translation>%1 ↓</translation>
    </message>
    <message>
        <source>within the noise
of the best</source>
        <translation>与最佳在
噪声范围内相当</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HalfLifeRow</name>
    <message>
        <source>Half-life in steps</source>
        <translation>半衰期（步）</translation>
    </message>
    <message>
        <source>Enter sends the typed value, Esc restores the old one.</source>
        <translation>回车发送输入的值，Esc 恢复原值。</translation>
    </message>
    <message>
        <source>never</source>
        <translation>永不</translation>
    </message>
    <message>
        <source>half-life: %1 is not allowed; allowed: above 0</source>
        <translation>半衰期：不允许 %1；允许：大于 0</translation>
    </message>
    <message>
        <source>half-life</source>
        <translation>半衰期</translation>
    </message>
    <message>
        <source>The half-life of this β, in steps</source>
        <translation>此 β 的半衰期，以步计</translation>
    </message>
</context>
<context>
    <name>emascope::ui::HelpBrowser</name>
    <message>
        <source>EMAscope manual</source>
        <translation>EMAscope 手册（英文）</translation>
    </message>
    <message>
        <source>Page of the manual</source>
        <translation>手册的页面</translation>
    </message>
    <message>
        <source>Pages of the manual</source>
        <translation>手册的各页</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ImageStrip</name>
    <message>
        <source>Some of the samples</source>
        <translation>部分样本</translation>
    </message>
</context>
<context>
    <name>emascope::ui::KeptRuns</name>
    <message>
        <source>The kept runs cannot be listed</source>
        <translation>无法列出保存的训练</translation>
    </message>
    <message>
        <source>About the kept runs</source>
        <translation>关于保存的训练</translation>
    </message>
    <message>
        <source>The previous run is kept in %1</source>
        <translation>之前的训练保存在 %1</translation>
    </message>
    <message>
        <source>This run is kept in %1</source>
        <translation>本次训练保存在 %1</translation>
    </message>
    <message>
        <source>Your runs will be kept here.</source>
        <translation>您的训练会保存在这里。</translation>
    </message>
    <message>
        <source>The number is the lowest mean loss of an average. A run that is replaced stays here, and as the ghost in the chart.</source>
        <translation>数字是某个平均的最低平均损失。被替换的训练留在这里，并作为图中的影子。</translation>
    </message>
    <message>
        <source>The run cannot be opened</source>
        <translation>无法打开该训练</translation>
    </message>
    <message>
        <source>This run cannot be shown as the ghost</source>
        <translation>此训练未显示为影子</translation>
    </message>
    <message>
        <source>It is the present run itself.</source>
        <translation>它就是当前训练。</translation>
    </message>
    <message>
        <source>It is a run of another problem, whose losses cannot be compared step by step, or it has fewer than two evaluations.</source>
        <translation>它与当前训练的问题不同，无法逐步比较损失，或者评估不足两次。</translation>
    </message>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>It is a run of another problem.</source>
        <translation>它与当前训练不是同一个问题。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::KnobGroup</name>
    <message>
        <source>▸ advanced</source>
        <translation>▸ 高级</translation>
    </message>
    <message>
        <source>Shows or hides the parameters that are seldom changed</source>
        <translation>显示或隐藏很少改动的参数</translation>
    </message>
    <message>
        <source>▾ advanced</source>
        <translation>▾ 高级</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonCard</name>
    <message>
        <source>‹ Lessons</source>
        <translation>‹ 课程</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一步</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>Page Up, or ← of a presenter</source>
        <translation>Page Up，或翻页器的 ←</translation>
    </message>
    <message>
        <source>Page Down, or → of a presenter</source>
        <translation>Page Down，或翻页器的 →</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
    <message>
        <source>The window shows another run. Next starts the lesson&apos;s run again.</source>
        <translation>窗口显示的是另一次训练。“下一步”会重新开始本课的训练。</translation>
    </message>
    <message>
        <source>Paused. Next lets the run go on to step %1.</source>
        <translation>已暂停。“下一步”让训练进行到第 %1 步。</translation>
    </message>
    <message>
        <source>The run goes on to step %1.</source>
        <translation>训练进行到第 %1 步。</translation>
    </message>
    <message>
        <source>Answer first, then watch. Next goes on without an answer.</source>
        <translation>先回答，再观察。“下一步”不回答而继续。</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Leaves the lesson; its run stays</source>
        <translation>离开课程；其训练保留</translation>
    </message>
    <message>
        <source>Answers the question, as key %1 does</source>
        <translation>回答问题，与按键 %1 相同</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonChart</name>
    <message>
        <source>Chart of the lesson</source>
        <translation>课程的图</translation>
    </message>
    <message>
        <source>overlapping</source>
        <translation>重合</translation>
    </message>
    <message>
        <source>half-life in steps</source>
        <translation>半衰期（步）</translation>
    </message>
    <message>
        <source>training step</source>
        <translation>训练步</translation>
    </message>
    <message>
        <source>decay used</source>
        <translation>所用衰减系数</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>学习率</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>%1: loss %2 at half-life %3</source>
        <translation>%1：半衰期 %3 时损失 %2</translation>
    </message>
    <message>
        <source>%1: loss %2 at step %3</source>
        <translation>%1：第 %3 步损失 %2</translation>
    </message>
    <message>
        <source>mean of %1 from step %2 to %3: %4</source>
        <translation>%1 在第 %2 到 %3 步的平均：%4</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonKnob</name>
    <message>
        <source>Run again</source>
        <translation>再训练一次</translation>
    </message>
    <message>
        <source>of the run</source>
        <translation>本次训练的</translation>
    </message>
    <message>
        <source>half-life %1 steps</source>
        <translation>半衰期 %1 步</translation>
    </message>
    <message>
        <source>half-life %1</source>
        <translation>半衰期 %1</translation>
    </message>
    <message>
        <source>The lesson sets it to %1 when the run goes on.</source>
        <translation>训练继续时，本课把它设为 %1。</translation>
    </message>
    <message>
        <source>The run has ended. Run again shows it with this value.</source>
        <translation>训练已结束。“再训练一次”用这个值演示。</translation>
    </message>
    <message>
        <source>The run has ended. Move the knob, then run again with it.</source>
        <translation>训练已结束。移动滑块，再用它训练一次。</translation>
    </message>
    <message>
        <source>half-life</source>
        <translation>半衰期</translation>
    </message>
    <message>
        <source>The half-life in steps of an average that is now computed from the snapshots of the others.</source>
        <translation>现在由其他平均的快照计算出的一个平均的半衰期，以步计。</translation>
    </message>
    <message>
        <source>of the average that is made afterwards, in steps</source>
        <translation>事后做出的平均，以步计</translation>
    </message>
    <message>
        <source>The engine refuses this one: the snapshots do not contain it.</source>
        <translation>引擎拒绝这一个：快照中不包含它。</translation>
    </message>
    <message>
        <source>Its mean loss at the %1 steps of the points: %2</source>
        <translation>它在各点所在的 %1 个步上的平均损失：%2</translation>
    </message>
    <message>
        <source>It is made at %1 steps; %2 are done.</source>
        <translation>它要在 %1 个步上做出；已完成 %2 个。</translation>
    </message>
    <message>
        <source>From step 0, with the value of the knob</source>
        <translation>从第 0 步开始，使用滑块的值</translation>
    </message>
    <message>
        <source>The number of steps after which a step&apos;s share in the average has halved. The decay is 2^(−1/half-life).</source>
        <translation>某一步在平均中的权重减半所需的步数。衰减系数为 2^(−1/半衰期)。</translation>
    </message>
    <message>
        <source>of the line “%1”, in steps</source>
        <translation>“%1”这条线的，以步计</translation>
    </message>
    <message>
        <source>of the line “%1”</source>
        <translation>“%1”这条线的</translation>
    </message>
    <message>
        <source>of all %1 averages, in steps</source>
        <translation>全部 %1 个平均的，以步计</translation>
    </message>
    <message>
        <source>of all %1 averages</source>
        <translation>全部 %1 个平均的</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonList</name>
    <message>
        <source>Lessons</source>
        <translation>课程</translation>
    </message>
    <message>
        <source>Lessons appear when the engine is running.</source>
        <translation>引擎就绪后会显示课程。</translation>
    </message>
    <message>
        <source>Open lesson…</source>
        <translation>打开课程…</translation>
    </message>
    <message>
        <source>A lesson file of your own; docs/lessons.md describes it</source>
        <translation>自己的课程文件；格式见 docs/lessons.md</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonPage</name>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Everything in Tune</source>
        <translation>在“调节”中看全部</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>The same run with all curves, settings and tables</source>
        <translation>同一次训练，带全部曲线、设置和表格</translation>
    </message>
    <message>
        <source>F5; Esc leaves it</source>
        <translation>F5；Esc 退出</translation>
    </message>
    <message>
        <source>Leave full screen</source>
        <translation>退出全屏</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonPictures</name>
    <message>
        <source>Picture with the weights: %1</source>
        <translation>这组权重的图像：%1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>loss %1 · step %2</source>
        <translation>损失 %1 · 第 %2 步</translation>
    </message>
    <message>
        <source>step %1 · loss %2 at %3</source>
        <translation>第 %1 步 · %3 时损失 %2</translation>
    </message>
    <message>
        <source>dashed: the truth</source>
        <translation>虚线：真值</translation>
    </message>
    <message>
        <source>This engine does not know the command %1.</source>
        <translation>此引擎不认识命令 %1。</translation>
    </message>
    <message>
        <source>Shows the picture with these weights</source>
        <translation>显示使用这些权重的图像</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonSession</name>
    <message>
        <source>There is no engine to train with.</source>
        <translation>没有可用来训练的引擎。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonSynthesis</name>
    <message>
        <source>This engine does not know the command %1.</source>
        <translation>此引擎不认识命令 %1。</translation>
    </message>
    <message>
        <source>This run keeps no snapshots.</source>
        <translation>本次训练不保留快照。</translation>
    </message>
    <message>
        <source>The slider works while the run is paused, and after its end.</source>
        <translation>滑块在训练暂停时和结束后可用。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LessonTile</name>
    <message>
        <source> · completed</source>
        <translation> · 已学完</translation>
    </message>
    <message>
        <source> · %1 of %2 completed</source>
        <translation> · 已学 %1 / %2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LogImport</name>
    <message>
        <source>The log cannot be opened</source>
        <translation>无法打开该日志</translation>
    </message>
    <message>
        <source>A part of the log is missing</source>
        <translation>日志缺少一部分</translation>
    </message>
</context>
<context>
    <name>emascope::ui::LossPlot</name>
    <message>
        <source>Validation loss chart</source>
        <translation>验证损失图</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>验证损失</translation>
    </message>
    <message>
        <source>Validation %1</source>
        <translation>验证：%1</translation>
    </message>
    <message>
        <source>No evaluation yet.</source>
        <translation>还没有评估。</translation>
    </message>
    <message>
        <source>Raw %1</source>
        <translation>原始 %1</translation>
    </message>
    <message>
        <source>Step %1 of %2. %3.</source>
        <translation>第 %1 步，共 %2 步。%3。</translation>
    </message>
    <message>
        <source> %1. Decay of %2: %3, %4.</source>
        <translation> %1。%2 的衰减系数：%3，%4。</translation>
    </message>
    <message>
        <source> %1 steps skipped.</source>
        <translation> 跳过了 %1 步。</translation>
    </message>
    <message>
        <source> Reference line %1: %2.</source>
        <translation> 参考线 %1：%2。</translation>
    </message>
    <message>
        <source> Note at step %1: %2.</source>
        <translation> 第 %1 步的注释：%2。</translation>
    </message>
    <message>
        <source>step</source>
        <translation>步</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>轮次</translation>
    </message>
    <message>
        <source>time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>Δ = raw − %1</source>
        <translation>Δ = 原始 − %1</translation>
    </message>
    <message>
        <source>decay βₜ</source>
        <translation>衰减系数 βₜ</translation>
    </message>
    <message>
        <source>No run yet. Start one to see its losses here.</source>
        <translation>还没有训练。开始后，这里显示其损失。</translation>
    </message>
    <message>
        <source>The first evaluation comes after step %1.</source>
        <translation>第一次评估在第 %1 步之后。</translation>
    </message>
    <message>
        <source>All curves are hidden.</source>
        <translation>所有曲线都已隐藏。</translation>
    </message>
    <message>
        <source>No evaluation between steps %1 and %2; the last one is at step %3.
Press F to follow the run again.</source>
        <translation>第 %1 到 %2 步之间没有评估；最近一次在第 %3 步。
按 F 重新跟随训练。</translation>
    </message>
    <message>
        <source>last run</source>
        <translation>上次训练</translation>
    </message>
    <message>
        <source>Δ of the losses = raw − %1</source>
        <translation>损失之差 Δ = 原始 − %1</translation>
    </message>
    <message>
        <source>decay used  βₜ</source>
        <translation>所用衰减系数  βₜ</translation>
    </message>
    <message>
        <source>decay used  βₜ · %1</source>
        <translation>所用衰减系数  βₜ · %1</translation>
    </message>
    <message>
        <source>1 beyond the axis</source>
        <translation>1 条超出坐标轴</translation>
    </message>
    <message>
        <source>%1 beyond the axis</source>
        <translation>%1 条超出坐标轴</translation>
    </message>
    <message>
        <source>1 point above the axis ▲</source>
        <translation>1 个点高于坐标轴 ▲</translation>
    </message>
    <message>
        <source>%1 points above the axis ▲</source>
        <translation>%1 个点高于坐标轴 ▲</translation>
    </message>
    <message>
        <source>1 value not finite</source>
        <translation>1 个值非有限</translation>
    </message>
    <message>
        <source>%1 values not finite</source>
        <translation>%1 个值非有限</translation>
    </message>
    <message>
        <source>1 step skipped ×</source>
        <translation>跳过 1 步 ×</translation>
    </message>
    <message>
        <source>%1 steps skipped ×</source>
        <translation>跳过 %1 步 ×</translation>
    </message>
    <message>
        <source>1 point below the axis ▼</source>
        <translation>1 个点低于坐标轴 ▼</translation>
    </message>
    <message>
        <source>%1 points below the axis ▼</source>
        <translation>%1 个点低于坐标轴 ▼</translation>
    </message>
    <message>
        <source> · no effect yet (none before the end)</source>
        <translation> · 尚不起作用（直到结束）</translation>
    </message>
    <message>
        <source> · acts from %1</source>
        <translation> · 从 %1 起作用</translation>
    </message>
    <message>
        <source> · no effect yet (from %1)</source>
        <translation> · 尚不起作用（从 %1 起）</translation>
    </message>
    <message>
        <source>%1 · seed %2</source>
        <translation>%1 · 随机种子 %2</translation>
    </message>
    <message>
        <source>the picture cannot be encoded as PNG</source>
        <translation>图片无法编码为 PNG</translation>
    </message>
    <message>
        <source>&quot;%1&quot; is not a supported picture format</source>
        <translation>不支持图片格式“%1”</translation>
    </message>
    <message>
        <source>Left and right move the cursor; with Ctrl from change to change.</source>
        <translation>左右键移动光标；按住 Ctrl 在各次更改之间移动。</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>轮次 %1</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 分</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 小时</translation>
    </message>
    <message>
        <source>feedback of %1</source>
        <translation>%1 的回写</translation>
    </message>
    <message>
        <source>feedback undone</source>
        <translation>已撤销回写</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source> · changed at %1 before it acted</source>
        <translation> · 在 %1 处更改，尚未生效</translation>
    </message>
    <message>
        <source>No run yet.</source>
        <translation>还没有运行。</translation>
    </message>
    <message>
        <source>Checkpoint after step %1, %2</source>
        <translation>第 %1 步之后的检查点，%2</translation>
    </message>
    <message>
        <source> · raw loss %1</source>
        <translation> · 原始损失 %1</translation>
    </message>
    <message>
        <source> · pinned</source>
        <translation> · 已固定</translation>
    </message>
    <message>
        <source> Last checkpoint after step %1.</source>
        <translation> 最近的检查点在第 %1 步之后。</translation>
    </message>
    <message>
        <source>engine restarted</source>
        <translation>引擎已重启</translation>
    </message>
    <message>
        <source>continued here</source>
        <translation>从此处继续</translation>
    </message>
</context>
<context>
    <name>emascope::ui::MainWindow</name>
    <message>
        <source>EMAscope</source>
        <translation>EMAscope</translation>
    </message>
    <message>
        <source>Written: %1</source>
        <translation>已写入：%1</translation>
    </message>
    <message>
        <source>Export failed</source>
        <translation>导出失败</translation>
    </message>
    <message>
        <source>no engine</source>
        <translation>没有引擎</translation>
    </message>
    <message>
        <source>Restart engine</source>
        <translation>重新启动引擎</translation>
    </message>
    <message>
        <source>Restart engine and go on</source>
        <translation>重启引擎并继续</translation>
    </message>
    <message>
        <source>not responding</source>
        <translation>没有响应</translation>
    </message>
    <message>
        <source>The engine has not responded for 5 seconds.</source>
        <translation>引擎已有 5 秒没有响应。</translation>
    </message>
    <message>
        <source>It may be busy with a long step. If you end it, the curves stay.</source>
        <translation>它可能正忙于很长的一步。结束引擎后，曲线会保留。</translation>
    </message>
    <message>
        <source>End engine</source>
        <translation>结束引擎</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>About EMAscope</source>
        <translation>关于 EMAscope</translation>
    </message>
    <message>
        <source>The engine was started again; the run goes on from step %1</source>
        <translation>引擎已重新启动；训练从第 %1 步继续</translation>
    </message>
    <message>
        <source> · It is started again.</source>
        <translation> · 正在重新启动。</translation>
    </message>
    <message>
        <source> · For the third time within a minute.</source>
        <translation> · 一分钟内第三次。</translation>
    </message>
    <message>
        <source>Step %1, which is not in the checkpoint, is taken again.</source>
        <translation>检查点中没有的第 %1 步会重新执行。</translation>
    </message>
    <message>
        <source>Steps %1 to %2, which are not in the checkpoint, are taken again.</source>
        <translation>检查点中没有的第 %1 步到第 %2 步会重新执行。</translation>
    </message>
    <message>
        <source> · The run has no checkpoint: it can only start again, from step 0.</source>
        <translation> · 该训练没有检查点：只能从第 0 步重新开始。</translation>
    </message>
    <message>
        <source>%1 · EMAscope</source>
        <translation>%1 · EMAscope</translation>
    </message>
    <message>
        <source>%1 % · %2 · EMAscope</source>
        <translation>%1 % · %2 · EMAscope</translation>
    </message>
    <message>
        <source>It may be busy with a long step. If you restart it, the run goes on from its newest checkpoint.</source>
        <translation>它可能正忙于很长的一步。重新启动引擎后，训练会从最新的检查点继续。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::MessageBar</name>
    <message>
        <source>Show the next message</source>
        <translation>显示下一条消息</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭消息</translation>
    </message>
    <message>
        <source>%1 of %2 ›</source>
        <translation>%1 / %2 ›</translation>
    </message>
    <message>
        <source>Message %1 of %2, show the next</source>
        <translation>第 %1 条消息，共 %2 条，显示下一条</translation>
    </message>
</context>
<context>
    <name>emascope::ui::MixSlider</name>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Share of the averaged weights in the mix, in hundredths</source>
        <translation>平均权重在混合中的份额，以百分之一计</translation>
    </message>
    <message>
        <source>0 is the raw weights, 1 the average. ← and → move by 0.01, with Shift by 0.1.</source>
        <translation>0 是原始权重，1 是平均。← 和 → 移动 0.01，按住 Shift 移动 0.1。</translation>
    </message>
    <message>
        <source>0 · raw</source>
        <translation>0 · 原始</translation>
    </message>
    <message>
        <source>1 · %1</source>
        <translation>1 · %1</translation>
    </message>
</context>
<context>
    <name>emascope::ui::NoticeBar</name>
    <message>
        <source>Ctrl+Enter saves it</source>
        <translation>Ctrl+Enter 保存</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OpenDialog</name>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Open your own data</source>
        <translation>打开自己的数据</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Contents of the data</source>
        <translation>数据的内容</translation>
    </message>
    <message>
        <source>This engine cannot inspect files; errors appear at the start.</source>
        <translation>此引擎不能检查文件；错误在开始时显示。</translation>
    </message>
    <message>
        <source>reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>%1–%2 pixels found; use %3?</source>
        <translation>图像大小为 %1–%2 像素；使用 %3 吗？</translation>
    </message>
    <message>
        <source>not usable yet</source>
        <translation>还不能使用</translation>
    </message>
    <message>
        <source>read completely</source>
        <translation>已完整读取</translation>
    </message>
    <message>
        <source>Drop a file or a folder anywhere on this page, or choose one on the left.

CSV, NPY, NPZ, IDX, CIFAR-10, or a folder of images with a subfolder for each class. What is found in them is shown here before anything starts.</source>
        <translation>把文件或文件夹拖到此页任意处，或在左侧选择。

CSV、NPY、NPZ、IDX、CIFAR-10，或每类一个子文件夹的图像文件夹。开始之前，这里会显示其中找到的内容。</translation>
    </message>
    <message>
        <source>The contents of the data are shown here once they can be read.</source>
        <translation>数据可以读取后，这里会显示找到的内容。</translation>
    </message>
    <message>
        <source>Use %1?</source>
        <translation>使用 %1 吗？</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Choose data first</source>
        <translation>请先选择数据</translation>
    </message>
    <message>
        <source>The data cannot be used; see the error in the form</source>
        <translation>数据不能使用；见表单中的错误</translation>
    </message>
    <message>
        <source>Allow the model&apos;s program to run first</source>
        <translation>请先允许运行模型的程序</translation>
    </message>
    <message>
        <source>no engine is running; restart the engine first</source>
        <translation>没有引擎在运行；请先重新启动引擎</translation>
    </message>
    <message>
        <source>Not started: %1</source>
        <translation>没有开始：%1</translation>
    </message>
    <message>
        <source>Your entries are kept until EMAscope ends</source>
        <translation>输入的内容保留到 EMAscope 退出</translation>
    </message>
    <message>
        <source>Contents of the data, shown before the run starts</source>
        <translation>训练开始之前显示的数据内容</translation>
    </message>
    <message>
        <source>Trains on these data; the present run ends when the engine has accepted them</source>
        <translation>用这些数据训练；引擎接受后，当前训练结束</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OptionField</name>
    <message>
        <source>one per line</source>
        <translation>每行一个</translation>
    </message>
    <message>
        <source>Enters this in the field above</source>
        <translation>填入上面的字段</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OverlayChart</name>
    <message>
        <source>Losses of several runs</source>
        <translation>多次训练的损失</translation>
    </message>
    <message>
        <source>%1: raw %2, average %3 at the end</source>
        <translation>%1：结束时原始 %2，平均 %3</translation>
    </message>
    <message>
        <source>Wheel or + and −: zoom the steps; Ctrl+wheel or PgUp and PgDn: the losses. Drag or arrow keys: move. Double-click, F or Home: show everything. Click a run in the legend, or press its number: hide or show it.</source>
        <translation>滚轮或 + 和 −：缩放步数；Ctrl+滚轮或 PgUp 和 PgDn：缩放损失。拖动或方向键：移动。双击、F 或 Home：显示全部。单击图例中的训练或按其数字键：隐藏或显示。</translation>
    </message>
    <message>
        <source>%1: hidden</source>
        <translation>%1：已隐藏</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OverlayPage</name>
    <message>
        <source>Validation loss: raw dashed, the main average bold</source>
        <translation>验证损失：虚线为原始，粗线为主平均</translation>
    </message>
    <message>
        <source>Overlay of kept runs</source>
        <translation>重叠显示保存的训练</translation>
    </message>
    <message>
        <source>Back to the live run</source>
        <translation>回到当前训练</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>不同之处</translation>
    </message>
    <message>
        <source>A column for each run: its best losses, and the settings that are not the same in all of them</source>
        <translation>每次训练一列：其最佳损失，以及各次训练不相同的设置</translation>
    </message>
    <message>
        <source>state</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>best raw</source>
        <translation>原始最佳</translation>
    </message>
    <message>
        <source>best average</source>
        <translation>平均最佳</translation>
    </message>
    <message>
        <source>the settings are the same</source>
        <translation>设置相同</translation>
    </message>
</context>
<context>
    <name>emascope::ui::OwnCard</name>
    <message>
        <source>CSV, NPY, NPZ, IDX, CIFAR-10 or a folder of pictures; drop them anywhere.</source>
        <translation>CSV、NPY、NPZ、IDX、CIFAR-10 或图像文件夹；拖到任意处即可。</translation>
    </message>
    <message>
        <source>Your own data…</source>
        <translation>自己的数据…</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ParamKnob</name>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>Double-click to reset to the preset&apos;s value.</source>
        <translation>双击可恢复预设的值。</translation>
    </message>
    <message>
        <source>applied @ %1</source>
        <translation>第 %1 步起生效</translation>
    </message>
    <message>
        <source>sent, not yet applied · now %1</source>
        <translation>已发送，尚未生效 · 现为 %1</translation>
    </message>
    <message>
        <source>not sent · now %1</source>
        <translation>未发送 · 现为 %1</translation>
    </message>
    <message>
        <source>not sent</source>
        <translation>未发送</translation>
    </message>
    <message>
        <source>Enter sends the typed value, Esc restores the old one. Current value: %1</source>
        <translation>回车发送输入的值，Esc 恢复原值。当前值：%1</translation>
    </message>
    <message>
        <source>refused · now %1</source>
        <translation>被拒绝 · 现为 %1</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>pending · now %1</source>
        <translation>等待中 · 现为 %1</translation>
    </message>
    <message>
        <source>pending</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>no effect now</source>
        <translation>目前不起作用</translation>
    </message>
    <message>
        <source>no effect</source>
        <translation>不起作用</translation>
    </message>
    <message>
        <source>Write 0.995, 2/3, 1-1/200, hl=138 (a half-life) or none.</source>
        <translation>可写作 0.995、2/3、1-1/200、hl=138（半衰期）或 none。</translation>
    </message>
    <message>
        <source>Write 0.995, 2/3, 1-1/200 or hl=138 (a half-life).</source>
        <translation>可写作 0.995、2/3、1-1/200 或 hl=138（半衰期）。</translation>
    </message>
    <message>
        <source>Write 0.995, 2/3, 1-1/200 or none.</source>
        <translation>可写作 0.995、2/3、1-1/200 或 none。</translation>
    </message>
    <message>
        <source>Write 0.995, 2/3 or 1-1/200.</source>
        <translation>可写作 0.995、2/3 或 1-1/200。</translation>
    </message>
    <message>
        <source>Enter sends the typed value, Esc restores the old one.</source>
        <translation>回车键发送输入的值，Esc 恢复原值。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::PathPicker</name>
    <message>
        <source>File…</source>
        <translation>文件…</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>%1: choose a file</source>
        <translation>%1：选择文件</translation>
    </message>
    <message>
        <source>%1: choose a folder</source>
        <translation>%1：选择文件夹</translation>
    </message>
    <message>
        <source>Opens a dialog with the files of this machine</source>
        <translation>打开本机文件的对话框</translation>
    </message>
</context>
<context>
    <name>emascope::ui::PicturesCard</name>
    <message>
        <source>This run has no average to compare.</source>
        <translation>本次训练没有可比较的平均。</translation>
    </message>
    <message>
        <source>There are more than %1 classes: too many for a confusion matrix.</source>
        <translation>类别超过 %1 个：太多，不能显示混淆矩阵。</translation>
    </message>
    <message>
        <source>There is no picture of this task: a sample has several numbers to predict.</source>
        <translation>这个任务没有图像：每个样本要预测好几个数。</translation>
    </message>
    <message>
        <source>The picture is being made.</source>
        <translation>正在生成图像。</translation>
    </message>
    <message>
        <source>loss %1</source>
        <translation>损失 %1</translation>
    </message>
    <message>
        <source>%1 of %2 wrong</source>
        <translation>%2 中 %1 个错误</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Raw weights</source>
        <translation>原始权重</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>The mix, %1: %2</source>
        <translation>混合，%1：%2</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Picture with the raw weights. %1</source>
        <translation>原始权重的图像。%1</translation>
    </message>
    <message>
        <source>Picture with the mix, %1. %2</source>
        <translation>混合的图像，%1。%2</translation>
    </message>
    <message>
        <source>•• the first %1 of the %2 validation samples</source>
        <translation>•• %2 个验证样本中的前 %1 个</translation>
    </message>
    <message>
        <source>•• %1 of %2 samples</source>
        <translation>•• %2 个样本中的 %1 个</translation>
    </message>
    <message>
        <source>steps %1 and %2</source>
        <translation>第 %1 步和第 %2 步</translation>
    </message>
    <message>
        <source>step %1 of both</source>
        <translation>两者都是第 %1 步</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Pictures, table and curve show the same step.</source>
        <translation>图像、表格和曲线显示同一步。</translation>
    </message>
    <message>
        <source>The mix, %1</source>
        <translation>混合，%1</translation>
    </message>
    <message>
        <source>•• the only validation sample</source>
        <translation>•• 唯一的验证样本</translation>
    </message>
    <message>
        <source>•• all %1 validation samples</source>
        <translation>•• 全部 %1 个验证样本</translation>
    </message>
    <message>
        <source>•• 1 sample</source>
        <translation>•• 1 个样本</translation>
    </message>
    <message>
        <source>•• %1 samples</source>
        <translation>•• %1 个样本</translation>
    </message>
    <message>
        <source>During the run, pictures, table and curve may show different steps.</source>
        <translation>训练进行时，图像、表格和曲线可能显示不同的步。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::PlotCard</name>
    <message>
        <source>log y</source>
        <translation>对数 y</translation>
    </message>
    <message>
        <source>The decay of the selected track at the last evaluation</source>
        <translation>所选轨道在最近一次评估时的衰减系数</translation>
    </message>
    <message>
        <source>Logarithmic value axis (L)</source>
        <translation>对数纵轴 (L)</translation>
    </message>
    <message>
        <source>decay %1</source>
        <translation>衰减系数 %1</translation>
    </message>
    <message>
        <source>The curves are the %1; click to show the loss</source>
        <translation>曲线显示%1；点击显示损失</translation>
    </message>
    <message>
        <source>Show the %1 instead of the loss</source>
        <translation>显示%1而不是损失</translation>
    </message>
    <message>
        <source>seed %1</source>
        <translation>随机种子 %1</translation>
    </message>
    <message>
        <source>1 sample, the same for every curve</source>
        <translation>1 个样本，各曲线相同</translation>
    </message>
    <message>
        <source>%1 samples, the same for every curve</source>
        <translation>%1 个样本，各曲线相同</translation>
    </message>
    <message>
        <source>● following</source>
        <translation>● 跟随中</translation>
    </message>
    <message>
        <source>viewing · click to follow</source>
        <translation>查看中 · 点击跟随</translation>
    </message>
    <message>
        <source>The view follows the run; zoom or pan to stop (F)</source>
        <translation>视图跟随训练；缩放或移动即停止跟随 (F)</translation>
    </message>
    <message>
        <source>The view stays where you put it; click to follow again (F)</source>
        <translation>视图停在您放的位置；点击重新跟随 (F)</translation>
    </message>
</context>
<context>
    <name>emascope::ui::PythonButton</name>
    <message>
        <source>Copies Python to the clipboard: import, construction, update, and your changes at their steps.</source>
        <translation>把 Python 代码复制到剪贴板：导入、构造、更新，以及您在各步的改动。</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>复制为 Python</translation>
    </message>
    <message>
        <source>Nothing was copied</source>
        <translation>没有复制</translation>
    </message>
    <message>
        <source>The engine offers the schedule %1, but this window has no PyTorch code for it.</source>
        <translation>引擎提供规则 %1，但本窗口没有它的 PyTorch 代码。</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>The log of another tool does not say how the average was made.</source>
        <translation>其他工具的日志没有说明该平均是如何得到的。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RecentRun</name>
    <message>
        <source>1 step</source>
        <translation>1 步</translation>
    </message>
    <message>
        <source>%1 steps</source>
        <translation>%1 步</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RemarkEditor</name>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>value, for example 0.12</source>
        <translation>值，例如 0.12</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>text of the note</source>
        <translation>注释文字</translation>
    </message>
    <message>
        <source>Text of the note</source>
        <translation>注释的文字</translation>
    </message>
    <message>
        <source>Note at step %1</source>
        <translation>第 %1 步的注释</translation>
    </message>
    <message>
        <source>name, for example baseline</source>
        <translation>名称，例如 基线</translation>
    </message>
    <message>
        <source>Name of the reference line</source>
        <translation>参考线的名称</translation>
    </message>
    <message>
        <source>Reference line</source>
        <translation>参考线</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>A note needs a text.</source>
        <translation>注释需要文字。</translation>
    </message>
    <message>
        <source>Kept with the run, and shown for runs of this problem until the program ends. Exported pictures show it; exported JSON contains it, CSV does not.</source>
        <translation>与该次训练一同保存，并在程序结束前对同一问题的训练显示。导出的图片会显示它；导出的 JSON 包含它，CSV 不包含。</translation>
    </message>
    <message>
        <source>Kept until the program ends, for runs of this problem. Exported pictures show it; exported JSON contains it, CSV does not.</source>
        <translation>在程序结束前为同一问题的运行保留。导出的图片会显示它；导出的 JSON 包含它，CSV 不包含。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunBar</name>
    <message>
        <source>Speed</source>
        <translation>速度</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Ways to restart</source>
        <translation>重新开始的方式</translation>
    </message>
    <message>
        <source>With these settings, the preset&apos;s, a new seed; running or paused</source>
        <translation>用这些设置、预设的设置或新的随机种子；运行或暂停</translation>
    </message>
    <message>
        <source>Speed in steps per second</source>
        <translation>速度，每秒步数</translation>
    </message>
    <message>
        <source>Double-click for the usual speed of this run</source>
        <translation>双击恢复本次训练的通常速度</translation>
    </message>
    <message>
        <source>1 step/s</source>
        <translation>1 步/秒</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 步/秒</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Speed: %1
Double-click: the usual speed</source>
        <translation>速度：%1
双击：通常速度</translation>
    </message>
    <message>
        <source>run %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>%1 · seed %2</source>
        <translation>%1 · 随机种子 %2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunController</name>
    <message>
        <source>the engine ended</source>
        <translation>引擎已结束</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunNews</name>
    <message>
        <source>The run failed</source>
        <translation>训练失败</translation>
    </message>
    <message>
        <source>Restart</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>Loss is not finite</source>
        <translation>损失非有限值</translation>
    </message>
    <message>
        <source>Paused at step %1</source>
        <translation>在第 %1 步暂停</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cannot write a file</source>
        <translation>无法写入文件</translation>
    </message>
    <message>
        <source>A part of the run was refused</source>
        <translation>运行的一部分被拒绝</translation>
    </message>
    <message>
        <source>Go back to step %1</source>
        <translation>回到第 %1 步</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunsModel</name>
    <message>
        <source>Check the runs that the overlay is to show</source>
        <translation>勾选训练以重叠绘制</translation>
    </message>
    <message>
        <source>The lowest mean of five successive validation losses</source>
        <translation>连续五个验证损失的最低平均值</translation>
    </message>
    <message>
        <source>By how much the best average is lower than the best raw</source>
        <translation>最佳平均比原始最佳低多少</translation>
    </message>
    <message>
        <source>checked, shown in the overlay</source>
        <translation>已勾选，与其他训练重叠绘制</translation>
    </message>
    <message>
        <source>not checked</source>
        <translation>未勾选</translation>
    </message>
    <message>
        <source>%1, pinned</source>
        <translation>%1，已固定</translation>
    </message>
    <message>
        <source>Validation loss: raw dashed, the main average bold. Check it to show it in the overlay</source>
        <translation>验证损失：虚线为原始，粗线为主平均。勾选后与其他训练重叠绘制</translation>
    </message>
    <message>
        <source>%1 of %2 steps</source>
        <translation>%2 步中的 %1 步</translation>
    </message>
    <message>
        <source>From step %1 of %2</source>
        <translation>始于 %2 的第 %1 步</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunsPanel</name>
    <message>
        <source>The engine is on another machine and keeps its runs there. This table lists the runs kept on this machine.</source>
        <translation>引擎在另一台机器上，并把训练保存在那里。此表列出保存在本机上的训练。</translation>
    </message>
    <message>
        <source>The overlay shows at most %1 runs.</source>
        <translation>最多重叠绘制 %1 次训练。</translation>
    </message>
    <message>
        <source>Refused: %1</source>
        <translation>被拒绝：%1</translation>
    </message>
    <message>
        <source>Filter the runs</source>
        <translation>筛选训练</translation>
    </message>
    <message>
        <source>type to filter</source>
        <translation>输入以筛选</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>重叠绘制</translation>
    </message>
    <message>
        <source>Runs %1</source>
        <translation>训练 %1</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>The kept runs cannot be listed: %1</source>
        <translation>无法列出保存的训练：%1</translation>
    </message>
    <message>
        <source>Looking for runs…</source>
        <translation>正在查找训练…</translation>
    </message>
    <message>
        <source>Your runs will be kept here.</source>
        <translation>您的训练会保存在这里。</translation>
    </message>
    <message>
        <source>No run contains all of these words.</source>
        <translation>没有训练含有所有这些词。</translation>
    </message>
    <message>
        <source>Shows the curves of the checked runs in one chart, and the settings that differ</source>
        <translation>在一张图中显示已勾选训练的曲线，以及不同的设置</translation>
    </message>
    <message>
        <source>Check at least two runs first</source>
        <translation>请先勾选至少两次训练</translation>
    </message>
    <message>
        <source>Tags of %1, separated by commas</source>
        <translation>%1 的标签，用逗号分隔</translation>
    </message>
    <message>
        <source>Note on %1</source>
        <translation>%1 的备注</translation>
    </message>
    <message>
        <source>Moved to the trash: %1</source>
        <translation>已移到回收站：%1</translation>
    </message>
    <message>
        <source>Moved to the trash: %1 runs</source>
        <translation>已移到回收站：%1 次训练</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Shows only runs with all of these words in title, problem, tags, note, state or date</source>
        <translation>只显示标题、问题、标签、备注、状态或日期中含有所有这些词的训练</translation>
    </message>
    <message>
        <source>The trash is empty: 1 run was deleted, %1</source>
        <translation>回收站已清空：删除了 1 次训练，%1</translation>
    </message>
    <message>
        <source>The trash is empty: %1 runs were deleted, %2</source>
        <translation>回收站已清空：删除了 %1 次训练，%2</translation>
    </message>
    <message>
        <source>There is no run in the trash.</source>
        <translation>回收站中没有训练。</translation>
    </message>
    <message>
        <source>Delete the run in the trash for good? It takes %1. This cannot be undone.</source>
        <translation>永久删除回收站中的训练？它占用 %1。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete the %1 runs in the trash for good? They take %2. This cannot be undone.</source>
        <translation>永久删除回收站中的 %1 次训练？它们占用 %2。此操作无法撤销。</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
    <message>
        <source>Trash %1</source>
        <translation>回收站 %1</translation>
    </message>
    <message>
        <source>There is no run in the trash. Esc leads back to the runs.</source>
        <translation>回收站中没有训练。按 Esc 返回训练列表。</translation>
    </message>
    <message>
        <source>Runs in the trash. The menu of a row restores it; Esc leads back to the runs.</source>
        <translation>回收站中的训练。用行的菜单恢复；按 Esc 返回训练列表。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::RunsTable</name>
    <message>
        <source>Runs</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>A row for each kept run. Enter opens it, Insert checks it for the overlay, F2 renames it, Delete moves it to the trash, letters filter, the menu key lists the rest.</source>
        <translation>每次保存的训练一行。Enter 打开，Insert 勾选以重叠绘制，F2 重命名，Delete 移到回收站，字母筛选，菜单键列出其余操作。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Show in the overlay</source>
        <translation>与其他重叠绘制</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Note…</source>
        <translation>备注…</translation>
    </message>
    <message>
        <source>Pin: never delete its checkpoints</source>
        <translation>固定：永不删除其检查点</translation>
    </message>
    <message>
        <source>Copy the path of its folder</source>
        <translation>复制其文件夹的路径</translation>
    </message>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Empty trash…</source>
        <translation>清空回收站…</translation>
    </message>
    <message>
        <source>Runs in the trash</source>
        <translation>回收站中的训练</translation>
    </message>
    <message>
        <source>A row for each run in the trash. The menu key offers to restore it, Esc leads back to the runs.</source>
        <translation>回收站中的每个训练占一行。菜单键可以恢复它，按 Esc 返回训练列表。</translation>
    </message>
    <message>
        <source>Show trash</source>
        <translation>显示回收站</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Show as ghost</source>
        <translation>显示为影子</translation>
    </message>
    <message>
        <source>Open the run it came from</source>
        <translation>打开其来源训练</translation>
    </message>
    <message>
        <source>It is in the trash or no longer in this library.</source>
        <translation>它在回收站中，或已不在这个训练库中。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::SampleStrip</name>
    <message>
        <source>Samples of the chosen group</source>
        <translation>所选一组的样本</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ScanChart</name>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Validation loss between raw and averaged weights</source>
        <translation>原始权重与平均权重之间的验证损失</translation>
    </message>
    <message>
        <source>raw %1</source>
        <translation>原始 %1</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
</context>
<context>
    <name>emascope::ui::ScriptTrust</name>
    <message>
        <source>Run this program&apos;s code? It runs with your permissions. Your consent covers only the probed file, with this SHA-256:</source>
        <translation>运行这个程序的代码吗？它以您的权限运行。您的同意只适用于检查过的、具有此 SHA-256 的文件：</translation>
    </message>
    <message>
        <source>Yes, run this program&apos;s code</source>
        <translation>是，运行这个程序的代码</translation>
    </message>
    <message>
        <source>TorchScript file</source>
        <translation>TorchScript 文件</translation>
    </message>
    <message>
        <source>Report on the TorchScript file</source>
        <translation>TorchScript 文件的报告</translation>
    </message>
    <message>
        <source>This engine cannot probe files.</source>
        <translation>此引擎不能检查文件。</translation>
    </message>
    <message>
        <source>probing…</source>
        <translation>正在检查…</translation>
    </message>
    <message>
        <source>probed in a sandbox</source>
        <translation>已在沙箱中检查</translation>
    </message>
    <message>
        <source>cannot be trained</source>
        <translation>不能训练</translation>
    </message>
    <message>
        <source>Contents of the file, as probed in a sandbox</source>
        <translation>在沙箱中检查到的文件内容</translation>
    </message>
</context>
<context>
    <name>emascope::ui::SeedDialog</name>
    <message>
        <source>This run (%1) with the seeds %2 to %3, one after the other, on an engine process of its own. The run itself is not touched; they share the processors.</source>
        <translation>用随机种子 %2 到 %3 依次重复这次训练（%1），由单独的引擎进程进行。训练本身不受影响；它们共用处理器。</translation>
    </message>
    <message>
        <source>Changes are not repeated at their steps: the settings of step %1 hold from the first step on.</source>
        <translation>更改不会在原来的步重复：第 %1 步的设置从第一步起就生效。</translation>
    </message>
    <message>
        <source>Repeat with %1 seeds</source>
        <translation>用 %1 个随机种子重复</translation>
    </message>
    <message>
        <source>Losses over the seeds</source>
        <translation>各随机种子的损失</translation>
    </message>
    <message>
        <source>last loss</source>
        <translation>最后的损失</translation>
    </message>
    <message>
        <source>best loss, mean of %1</source>
        <translation>最佳损失（%1 次平均）</translation>
    </message>
    <message>
        <source>best lower than raw</source>
        <translation>最佳低于原始</translation>
    </message>
    <message>
        <source>Run %1 of %2, seed %3: step %4 of %5</source>
        <translation>第 %1 次训练（共 %2 次），随机种子 %3：第 %4 步，共 %5 步</translation>
    </message>
    <message>
        <source>Canceled in run %1 of %2.</source>
        <translation>在第 %1 次训练（共 %2 次）中取消。</translation>
    </message>
    <message>
        <source>Ended in run %1 of %2: %3</source>
        <translation>在第 %1 次训练（共 %2 次）中结束：%3</translation>
    </message>
    <message>
        <source>Validation loss: mean ± standard deviation over n = %1 runs</source>
        <translation>验证损失：n = %1 次训练的平均值 ± 标准差</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%2 中的 %1</translation>
    </message>
</context>
<context>
    <name>emascope::ui::SeedRuns</name>
    <message>
        <source>The run with seed %1 failed at step %2: %3</source>
        <translation>随机种子为 %1 的训练在第 %2 步失败：%3</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>原始</translation>
    </message>
</context>
<context>
    <name>emascope::ui::SideColumn</name>
    <message>
        <source>Cards</source>
        <translation>卡片</translation>
    </message>
    <message>
        <source>Scroll the tabs</source>
        <translation>滚动标签</translation>
    </message>
    <message>
        <source>Shows the tabs that do not fit</source>
        <translation>显示放不下的标签</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StatusLine</name>
    <message>
        <source>%1 left</source>
        <translation>还剩 %1</translation>
    </message>
    <message>
        <source>step %1 / %2</source>
        <translation>第 %1 / %2 步</translation>
    </message>
    <message>
        <source>1 step/s</source>
        <translation>1 步/秒</translation>
    </message>
    <message>
        <source>%1 steps/s</source>
        <translation>%1 步/秒</translation>
    </message>
    <message>
        <source>engine: train %1 · EMA %2 · evaluation %3 %   drawing %4 %</source>
        <translation>引擎：训练 %1 · EMA %2 · 评估 %3%   绘图 %4%</translation>
    </message>
    <message>
        <source>Shares of the engine&apos;s busy time (data loading: %1 %), and the share of the window&apos;s time spent drawing. Learning rate of the last step: %2.</source>
        <translation>引擎工作时间的份额（读取数据：%1%），以及窗口用于绘图的时间份额。上一步的学习率：%2。</translation>
    </message>
    <message>
        <source>1 point per curve</source>
        <translation>每条曲线 1 个点</translation>
    </message>
    <message>
        <source>%1 points per curve</source>
        <translation>每条曲线 %1 个点</translation>
    </message>
    <message>
        <source>, %1 merged</source>
        <translation>，合并 %1 个</translation>
    </message>
    <message>
        <source>, all drawn</source>
        <translation>，全部画出</translation>
    </message>
    <message>
        <source>, %1 above the axis</source>
        <translation>，%1 个高于坐标轴</translation>
    </message>
    <message>
        <source>, %1 not finite</source>
        <translation>，%1 个非有限值</translation>
    </message>
    <message>
        <source>starting the engine</source>
        <translation>引擎正在启动</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StepProgress</name>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1 步，共 %2 步</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StoredPage</name>
    <message>
        <source>Stored run: %1 · %2 after %3 steps · begun %4 · read-only, the run bar controls the live run</source>
        <translation>已保存的训练：%1 · %3 步后%2 · 开始于 %4 · 仅供查看，运行栏控制当前训练</translation>
    </message>
    <message>
        <source>Stored run: %1 · %2 after %3 steps · begun %4</source>
        <translation>已保存的训练：%1 · %3 步后%2 · 开始于 %4</translation>
    </message>
    <message>
        <source>Stored run: %1 · %2</source>
        <translation>已保存的训练：%1 · %2</translation>
    </message>
    <message>
        <source>damaged, the rest is missing</source>
        <translation>已损坏，其余部分缺失</translation>
    </message>
    <message>
        <source>the end is missing</source>
        <translation>末尾缺失</translation>
    </message>
    <message>
        <source>Back to the live run</source>
        <translation>回到当前训练</translation>
    </message>
    <message>
        <source>Continue from step %1</source>
        <translation>从第 %1 步继续</translation>
    </message>
    <message>
        <source>A new run goes on from the newest checkpoint, after step %1.</source>
        <translation>新的训练从最新的检查点（第 %1 步之后）继续。</translation>
    </message>
    <message>
        <source>A new run goes on from the newest checkpoint, after step %1. %2: %3.</source>
        <translation>新的训练从最新的检查点（第 %1 步之后）继续。%2：%3。</translation>
    </message>
    <message>
        <source>The stored run does not change.</source>
        <translation>已保存的训练保持不变。</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>The task&apos;s pictures of the weights in the checkpoints</source>
        <translation>检查点中权重对应的任务图像</translation>
    </message>
    <message>
        <source>Go on from step %1, 1 more step</source>
        <translation>从第 %1 步继续，再训练 1 步</translation>
    </message>
    <message>
        <source>Go on from step %1, %2 more steps</source>
        <translation>从第 %1 步继续，再训练 %2 步</translation>
    </message>
    <message>
        <source>Own data has no task picture; only the demos have one.</source>
        <translation>自有数据没有任务图像；只有演示才有。</translation>
    </message>
    <message>
        <source>The stored run has reached its last step.</source>
        <translation>已保存的训练已到达最后一步。</translation>
    </message>
    <message>
        <source>A new run goes on from the checkpoint shown, with its settings.</source>
        <translation>新的训练从所示检查点继续，使用其设置。</translation>
    </message>
    <message>
        <source>Other ways to continue from the newest checkpoint</source>
        <translation>从最新检查点继续的其他方式</translation>
    </message>
    <message>
        <source>To another step…</source>
        <translation>到另一步…</translation>
    </message>
    <message>
        <source>With the live run&apos;s averages</source>
        <translation>使用当前训练的平均</translation>
    </message>
    <message>
        <source>A track that the stored run has keeps its average.</source>
        <translation>已保存的训练中已有的轨道保留其平均。</translation>
    </message>
    <message>
        <source>There is no run.</source>
        <translation>没有训练。</translation>
    </message>
    <message>
        <source>On %1</source>
        <translation>在 %1 上</translation>
    </message>
    <message>
        <source>Continue the stored run</source>
        <translation>继续已保存的训练</translation>
    </message>
    <message>
        <source>From step %1 up to step</source>
        <translation>从第 %1 步到第几步</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StoredPictures</name>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>平均</translation>
    </message>
    <message>
        <source>Reading the checkpoint…</source>
        <translation>正在读取检查点…</translation>
    </message>
    <message>
        <source>Continue from here</source>
        <translation>从这里继续</translation>
    </message>
</context>
<context>
    <name>emascope::ui::StoredWeights</name>
    <message>
        <source>Save best…</source>
        <translation>保存最佳…</translation>
    </message>
    <message>
        <source>Saves the weights of the average with the lowest validation loss in a checkpoint of this run</source>
        <translation>保存此训练的检查点中验证损失最低的平均的权重</translation>
    </message>
    <message>
        <source>Save the weights of the best average</source>
        <translation>保存最佳平均的权重</translation>
    </message>
    <message>
        <source>Weights (*.safetensors)</source>
        <translation>权重 (*.safetensors)</translation>
    </message>
    <message>
        <source>Saved: %1</source>
        <translation>已保存：%1</translation>
    </message>
    <message>
        <source>Nothing was saved</source>
        <translation>没有保存</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TaskPictureCard</name>
    <message>
        <source>What each set of weights sees</source>
        <translation>各组权重看到的</translation>
    </message>
    <message>
        <source>raw weights</source>
        <translation>原始权重</translation>
    </message>
    <message>
        <source> · loss %1</source>
        <translation> · 损失 %1</translation>
    </message>
    <message>
        <source>Task picture with %1</source>
        <translation>任务图像，%1</translation>
    </message>
    <message>
        <source>step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>Click: the same samples with both sets of weights, in Compare</source>
        <translation>单击：在“比较”中查看两组权重下的相同样本</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TeachView</name>
    <message>
        <source>Teach</source>
        <translation>教学</translation>
    </message>
    <message>
        <source>Language of the lessons</source>
        <translation>课程的语言</translation>
    </message>
    <message>
        <source>Open lesson</source>
        <translation>打开课程</translation>
    </message>
    <message>
        <source>Lessons (*.json)</source>
        <translation>课程 (*.json)</translation>
    </message>
    <message>
        <source>The rest of the window keeps its own language</source>
        <translation>窗口的其余部分保持自己的语言</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TestCard</name>
    <message>
        <source>Save raw…</source>
        <translation>保存原始权重…</translation>
    </message>
    <message>
        <source>Save this mix…</source>
        <translation>保存这个混合…</translation>
    </message>
    <message>
        <source>On the test samples</source>
        <translation>在测试样本上</translation>
    </message>
    <message>
        <source>Results on the test samples</source>
        <translation>测试样本上的结果</translation>
    </message>
    <message>
        <source>best %1</source>
        <translation>最佳 %1</translation>
    </message>
    <message>
        <source>weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>损失</translation>
    </message>
    <message>
        <source>%1 @ %2</source>
        <translation>%1 @ %2</translation>
    </message>
    <message>
        <source>evaluated once, at the end</source>
        <translation>只在结束时评估一次</translation>
    </message>
    <message>
        <source>This run has no test samples.</source>
        <translation>本次训练没有测试样本。</translation>
    </message>
    <message>
        <source>The run failed before the test samples were evaluated.</source>
        <translation>训练在评估测试样本之前失败了。</translation>
    </message>
    <message>
        <source>Saves the weights at %1.</source>
        <translation>保存 %1 处的权重。</translation>
    </message>
    <message>
        <source>This engine shows raw and averaged weights, but no mix of them.</source>
        <translation>此引擎能显示原始权重和平均权重，但不能显示两者的混合。</translation>
    </message>
    <message>
        <source>This engine does not know the command %1.</source>
        <translation>此引擎不认识命令 %1。</translation>
    </message>
    <message>
        <source>There are no weights of a run to save.</source>
        <translation>没有可保存的训练权重。</translation>
    </message>
    <message>
        <source>This run has no average to save.</source>
        <translation>本次训练没有可保存的平均。</translation>
    </message>
    <message>
        <source>evaluated once, at the end, if the run has a test set: 1 step to go</source>
        <translation>如果有测试样本，结束时只评估一次：还剩 1 步</translation>
    </message>
    <message>
        <source>evaluated once, at the end, if the run has a test set: %1 steps to go</source>
        <translation>如果有测试样本，结束时只评估一次：还剩 %1 步</translation>
    </message>
    <message>
        <source>evaluated once, at the end of a run with test samples</source>
        <translation>如果有测试样本，训练结束时只评估一次</translation>
    </message>
    <message>
        <source>Evaluated once, at the end of the run</source>
        <translation>只在训练结束时评估一次</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>The test samples could not be evaluated.</source>
        <translation>未能评估测试样本。</translation>
    </message>
    <message>
        <source>evaluated once, at the end: 1 step to go</source>
        <translation>只在结束时评估一次：还剩 1 步</translation>
    </message>
    <message>
        <source>evaluated once, at the end: %1 steps to go</source>
        <translation>只在结束时评估一次：还剩 %1 步</translation>
    </message>
    <message>
        <source>Save %1…</source>
        <translation>保存 %1…</translation>
    </message>
    <message>
        <source>On the test samples (%1)</source>
        <translation>在测试样本上（%1）</translation>
    </message>
    <message>
        <source>Saves the raw weights of the last step.</source>
        <translation>保存最后一步的原始权重。</translation>
    </message>
    <message>
        <source>Saves the weights of %1.</source>
        <translation>保存 %1 的权重。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TrackCard</name>
    <message>
        <source>limited by the warm-up</source>
        <translation>受预热限制</translation>
    </message>
    <message>
        <source>limited by the ramp</source>
        <translation>受爬升限制</translation>
    </message>
    <message>
        <source>limited by the cap</source>
        <translation>受上限限制</translation>
    </message>
    <message>
        <source>limited by the floor</source>
        <translation>受下限限制</translation>
    </message>
    <message>
        <source>constant decay</source>
        <translation>恒定的衰减系数</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Reset to raw</source>
        <translation>重置为原始权重</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>EMA · main track</source>
        <translation>EMA · 主轨道</translation>
    </message>
    <message>
        <source>EMA · %1</source>
        <translation>EMA · %1</translation>
    </message>
    <message>
        <source>no evaluation yet</source>
        <translation>还没有评估</translation>
    </message>
    <message>
        <source>a copy of the raw weights</source>
        <translation>原始权重的副本</translation>
    </message>
    <message>
        <source>the average no longer changes</source>
        <translation>平均不再变化</translation>
    </message>
    <message>
        <source>half-life %1 steps · %2 %: too long</source>
        <translation>半衰期 %1 步 · %2%：太长</translation>
    </message>
    <message>
        <source>half-life %1 steps · %2 % of the run</source>
        <translation>半衰期 %1 步 · 训练的 %2%</translation>
    </message>
    <message>
        <source>ended at step %1</source>
        <translation>在第 %1 步结束</translation>
    </message>
    <message>
        <source>until step %1</source>
        <translation>直到第 %1 步</translation>
    </message>
    <message>
        <source>pending: %1</source>
        <translation>等待中：%1</translation>
    </message>
    <message>
        <source>Part of the averaging rule that set the decay of the last update</source>
        <translation>平均规则中决定上次更新衰减系数的部分</translation>
    </message>
    <message>
        <source>Copies the raw weights into this average, which then forgets all earlier steps. The run continues with the same seed. It cannot be undone.</source>
        <translation>把原始权重复制到这个平均中，它从此忘掉以前的所有步。训练用同一随机种子继续。无法撤销。</translation>
    </message>
    <message>
        <source>the decay is not in the log</source>
        <translation>日志没有记录衰减</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TrackChip</name>
    <message>
        <source>Click: hide or show in the chart
Double-click: show only this one</source>
        <translation>点击：在图中隐藏或显示
双击：只显示这一条</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TrackChips</name>
    <message>
        <source>The other curves</source>
        <translation>其他曲线</translation>
    </message>
    <message>
        <source>raw</source>
        <translation>原始</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>另有 %1 个</translation>
    </message>
    <message>
        <source>Show in the chart</source>
        <translation>在图中显示</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TracksModel</name>
    <message>
        <source>Click to sort; a third click restores the order of the run</source>
        <translation>点击排序；第三次点击恢复训练的次序</translation>
    </message>
    <message>
        <source>The 95 % interval of Δ, in percent of raw, for this run and these validation samples</source>
        <translation>Δ 的 95% 区间，以原始的百分比计，只针对本次训练和这些验证样本</translation>
    </message>
    <message>
        <source>shown in the chart</source>
        <translation>在图中显示</translation>
    </message>
    <message>
        <source>hidden in the chart</source>
        <translation>在图中隐藏</translation>
    </message>
    <message>
        <source>Show or hide in the chart; double-click shows only this one</source>
        <translation>在图中显示或隐藏；双击只显示这一条</translation>
    </message>
    <message>
        <source>raw weights</source>
        <translation>原始权重</translation>
    </message>
    <message>
        <source>%1 (main)</source>
        <translation>%1（主）</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>a copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>frozen</source>
        <translation>冻结</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TracksTable</name>
    <message>
        <source>Tracks</source>
        <translation>轨道</translation>
    </message>
    <message>
        <source>A row for raw and for each track. Enter selects the track, F2 renames it, Delete removes it, the menu key lists the rest.</source>
        <translation>原始和每条轨道各占一行。回车选择轨道，F2 重命名，Delete 删除，菜单键列出其余操作。</translation>
    </message>
</context>
<context>
    <name>emascope::ui::TuneView</name>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
</context>
<context>
    <name>emascope::ui::UserTaskForm</name>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>%1: more options</source>
        <translation>%1：更多选项</translation>
    </message>
    <message>
        <source>%1; or your own, one per line, such as
slow:schedule=constant,beta=0.999</source>
        <translation>%1；或自己写，每行一个，例如
slow:schedule=constant,beta=0.999</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Shows or hides the options that are seldom needed</source>
        <translation>显示或隐藏很少用到的选项</translation>
    </message>
</context>
<context>
    <name>emascope::ui::Workspaces</name>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Tune</source>
        <translation>调节</translation>
    </message>
    <message>
        <source>Tune: find the best setting by eye</source>
        <translation>调节：凭观察找到最好的设置</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Compare raw and averaged weights</source>
        <translation>比较原始权重与平均权重</translation>
    </message>
    <message>
        <source>Teach</source>
        <translation>教学</translation>
    </message>
    <message>
        <source>Teach: a lesson in front of a class</source>
        <translation>教学：在课堂上演示课程</translation>
    </message>
</context>
<context>
    <name>panels</name>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Half-life</source>
        <translation>半衰期</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>构成</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>What each set of weights sees</source>
        <translation>各组权重看到的</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>图像</translation>
    </message>
    <message>
        <source>Tracks</source>
        <translation>轨道</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>in force %1</source>
        <translation>当前 %1</translation>
    </message>
    <message>
        <source>track</source>
        <translation>轨道</translation>
    </message>
    <message>
        <source>rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>loss now</source>
        <translation>当前损失</translation>
    </message>
    <message>
        <source>best (mean of 5)</source>
        <translation>最佳（5 次平均）</translation>
    </message>
    <message>
        <source>Δ vs raw</source>
        <translation>Δ（对原始）</translation>
    </message>
    <message>
        <source>± 95 %</source>
        <translation>± 95%</translation>
    </message>
    <message>
        <source>wins, last %1</source>
        <translation>胜出，最近 %1</translation>
    </message>
    <message>
        <source>%1 at α = %2</source>
        <translation>α = %2 时 %1</translation>
    </message>
    <message>
        <source>lowest %1</source>
        <translation>最低 %1</translation>
    </message>
    <message>
        <source>half-life</source>
        <translation>半衰期，步</translation>
    </message>
    <message>
        <source>%1 tracks are not compared yet.</source>
        <translation>%1 条轨道尚未参与比较。</translation>
    </message>
    <message>
        <source>%1 is not compared yet: %2 of %3 evaluations.</source>
        <translation>%1 尚未参与比较：%2/%3 次评估。</translation>
    </message>
    <message>
        <source>wins</source>
        <translation>胜出</translation>
    </message>
</context>
<context>
    <name>pictures</name>
    <message>
        <source>right class by row, predicted by column</source>
        <translation>行为正确类别，列为预测类别</translation>
    </message>
    <message>
        <source>none misread</source>
        <translation>没有读错</translation>
    </message>
    <message>
        <source>%1 misread</source>
        <translation>读错 %1 个</translation>
    </message>
    <message>
        <source>%1 as %2</source>
        <translation>%1 读成 %2</translation>
    </message>
    <message>
        <source>target across, prediction up</source>
        <translation>横轴为目标值，纵轴为预测值</translation>
    </message>
</context>
</TS>
