/// Layers as subscripts and as superscripts: the equations of backpropagation, true ones and variants
/// with a wrong transpose, index, sign, factor or layer.
extension Page {
  static let layersBelow = Page(
    name: "layers below",
    net: """
      size K = 2
      index k = 1..K
      size n_0 = 4, n_1 = 3, n_2 = 2
      h_0 ∈ R^{n_0}
      W_k ∈ R^{n_k × n_{k-1}}
      b_k ∈ R^{n_k}
      y ∈ onehot(n_K)
      a_k = b_k + W_k h_{k-1}
      h_k = sigmoid(a_k)
      L = -Σ_i y_i log softmax(a_K)_i
      parameters θ = (W_k, b_k)
      """,
    formulas: #"""
      holds | \nabla_{W_k} \mathcal{L}(\theta) = \nabla_{a_k} \mathcal{L}(\theta)\, h_{k-1}^{\top}
      fails | \nabla_{W_k} \mathcal{L}(\theta) = \nabla_{a_k} \mathcal{L}(\theta)\, h_{k}^{\top}
      fails | \nabla_{W_k} \mathcal{L}(\theta) = \nabla_{a_k} \mathcal{L}(\theta)\, h_{k-1}
      fails | \nabla_{W_k} \mathcal{L}(\theta) = h_{k-1}\nabla_{a_k} \mathcal{L}(\theta)^T
      fails | \nabla_{W_k} \mathcal{L}(\theta) = -\nabla_{a_k} \mathcal{L}(\theta)\, h_{k-1}^{\top}
      fails | \nabla_{W_k} \mathcal{L}(\theta) = 2\nabla_{a_k} \mathcal{L}(\theta)\, h_{k-1}^{\top}
      holds | \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{ki}} h_{k-1,j}
      fails | \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{kj}} h_{k-1,i}
      fails | \frac{\partial L}{\partial W_{kij}} = \frac{\partial L}{\partial a_{ki}} h_{k,j}
      holds | \frac{\partial L}{\partial W_{k,i,j}} = \frac{\partial L}{\partial a_{k,i}} \frac{\partial a_{k,i}}{\partial W_{k,i,j}}
      holds | \frac{\partial a_{ki}}{\partial W_{kij}} = h_{k-1,j}
      fails | \frac{\partial a_{ki}}{\partial W_{kij}} = h_{k-1,i}
      holds | \nabla_{b_k} L = \nabla_{a_k} L
      fails | \nabla_{b_k} L = \nabla_{h_k} L
      holds | \nabla_{h_{k-1}} L = W_k^\top \nabla_{a_k} L
      fails | \nabla_{h_{k-1}} L = W_k \nabla_{a_k} L
      fails | \nabla_{h_k} L = W_k^\top \nabla_{a_k} L
      holds | \nabla_{h_k} L = W_{k+1}^\top \nabla_{a_{k+1}} L
      holds | \nabla_{a_k} L = \nabla_{h_k} L \odot \sigma^{\prime}(a_k), \quad k < K
      holds | \nabla_{a_k} L = \nabla_{h_k} L \odot h_k \odot (1 - h_k) \quad \text{for } k = 1, \dots, K-1
      fails | \nabla_{a_k} L = \nabla_{h_k} L \odot h_k \odot (1 + h_k) \quad \text{for } k = 1, \dots, K-1
      holds | \nabla_{a_K} L = \operatorname{softmax}(a_K) - y
      fails | \nabla_{a_K} L = y - \operatorname{softmax}(a_K)
      holds | \frac{\partial L}{\partial a_{Ki}} = \text{softmax}(a_K)_i - y_i
      holds | \nabla_{\mathbf{a}_K} \mathcal{L} = -(\mathbf{y} - \mathrm{softmax}(\mathbf{a}_K))
      holds | \boxed{\nabla_{b_k} L = \nabla_{a_k} L} \tag{4}
      holds | \nabla_{b_k} L = \underbrace{\nabla_{a_k} L}_{\delta}\label{eq:x}.
      holds | \frac{\partial L}{\partial h_{k-1,j}} = \sum_{i=1}^{n_k} \frac{\partial L}{\partial a_{ki}} W_{kij}
      holds | \frac{\partial L}{\partial h_{k-1,j}} = \sum_{i} \frac{\partial L}{\partial a_{ki}} W_{kij}
      fails | \frac{\partial L}{\partial h_{k-1,j}} = \sum_{i} \frac{\partial L}{\partial a_{ki}} W_{kji}
      holds | \frac{\partial L}{\partial h_{kj}} = \sum_{i=1}^{n_{k+1}} \frac{\partial L}{\partial a_{k+1,i}} W_{k+1,i,j}
      holds | \frac{\partial L}{\partial h_{kj}} = \sum_{i=1}^{n} \frac{\partial L}{\partial a_{k+1,i}} W_{k+1,i,j}
      holds, holds | \begin{align} \nabla_{b_k} L &= \nabla_{a_k} L \\ &= I \nabla_{a_k} L \end{align}
      holds, holds | \begin{aligned} \frac{\partial L}{\partial b_{ki}} &= \frac{\partial L}{\partial a_{ki}} \frac{\partial a_{ki}}{\partial b_{ki}} \\ &= \frac{\partial L}{\partial a_{ki}} \cdot 1 \end{aligned}
      holds; holds | \nabla_{b_k} L = \nabla_{a_k} L \qquad\text{and}\qquad \nabla_{W_k} L = \nabla_{a_k} L \, h_{k-1}^T.
      holds; holds | \nabla_{b_k} L = \nabla_{a_k} L , \quad \nabla_{W_k} L = \nabla_{a_k} L \, h_{k-1}^T,
      holds | \nabla_{W_k} L = \begin{bmatrix} \frac{\partial L}{\partial W_{k11}} & \cdots & \frac{\partial L}{\partial W_{k1n}} \\ \vdots & \ddots & \vdots \\ \frac{\partial L}{\partial W_{km1}} & \cdots & \frac{\partial L}{\partial W_{kmn}} \end{bmatrix}
      holds | \nabla_{W_k} L = \begin{bmatrix} \frac{\partial L}{\partial a_{k1}} h_{k-1,1} & \cdots & \frac{\partial L}{\partial a_{k1}} h_{k-1,n} \\ \vdots & \ddots & \vdots \\ \frac{\partial L}{\partial a_{km}} h_{k-1,1} & \cdots & \frac{\partial L}{\partial a_{km}} h_{k-1,n} \end{bmatrix}
      fails | \nabla_{W_k} L = \begin{bmatrix} \frac{\partial L}{\partial W_{k11}} & \cdots & \frac{\partial L}{\partial W_{kn1}} \\ \vdots & \ddots & \vdots \\ \frac{\partial L}{\partial W_{k1n}} & \cdots & \frac{\partial L}{\partial W_{kmn}} \end{bmatrix}
      holds | \frac{\partial h_{ki}}{\partial a_{ki}} = h_{ki}(1-h_{ki})
      holds | \frac{\partial h_{ki}}{\partial a_{ki}} = \sigma'(a_{ki})
      holds | \sigma'(z) = \sigma(z)(1-\sigma(z))
      fails | \sigma'(z) = \sigma(z)(1+\sigma(z))
      holds | a_{ki} = b_{ki} + \sum_{j=1}^{n_{k-1}} W_{kij} h_{k-1,j}
      holds | h_{ki} = \frac{1}{1+e^{-a_{ki}}}
      holds | h_{ki} = \frac{1}{1+\exp(-a_{ki})}
      fails | h_{ki} = \frac{1}{1+e^{a_{ki}}}
      holds | L = -\sum_{i=1}^{n_K} y_i \log \frac{e^{a_{Ki}}}{\sum_{j} e^{a_{Kj}}}
      holds | L = -y^T \log \operatorname{softmax}(a_K)
      holds | \mathcal{L}(\theta) = -\sum_i y_i a_{Ki} + \log \sum_j e^{a_{Kj}}
      fails | \mathcal{L}(\theta) = \sum_i y_i \log \operatorname{softmax}(a_K)_i
      holds | \frac{\partial a_{ki}}{\partial h_{k-1,j}} = W_{kij}
      holds | \frac{\partial a_k}{\partial h_{k-1}} = W_k
      holds | \frac{\partial h_k}{\partial a_k} = \operatorname{diag}(h_k \odot (1-h_k))
      holds | \frac{\partial h_{ki}}{\partial a_{kj}} = \delta_{ij} h_{ki} (1-h_{kj})
      holds | \frac{\partial h_{ki}}{\partial a_{kj}} = 0 \quad (i \neq j)
      holds | \frac{\partial h_{ki}}{\partial a_{kj}} = 0 \quad \text{if } i \neq j
      """#)

  static let layersAbove = Page(
    name: "layers above",
    net: """
      size L = 3
      index l = 1..L
      size n_0 = 4, n_1 = 3, n_2 = 5, n_3 = 2
      a^0 ∈ R^{n_0}
      w^l ∈ R^{n_l × n_{l-1}}
      b^l ∈ R^{n_l}
      y ∈ R^{n_L}
      z^l = w^l a^{l-1} + b^l
      a^l = σ(z^l)
      C = 1/2 ‖y - a^L‖²
      δ^l = ∇_{z^l} C
      """,
    formulas: #"""
      holds | \delta^L = \nabla_{a^L} C \odot \sigma'(z^L)
      fails | \delta^L = \nabla_{a^L} C \odot \sigma'(a^L)
      fails | \delta^L = \nabla_{a^L} C \odot \sigma(z^L)
      fails | \delta^L = \nabla_{z^L} C \odot \sigma'(z^L)
      holds | \delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma'(z^l)
      fails | \delta^l = (w^{l+1} \delta^{l+1}) \odot \sigma'(z^l)
      fails | \delta^l = ((w^{l})^T \delta^{l}) \odot \sigma'(z^l)
      fails | \delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma'(z^{l+1})
      fails | \delta^l = ((w^{l+1})^T \delta^{l+1}) \sigma'(z^{l})
      holds | \frac{\partial C}{\partial b^l_j} = \delta^l_j
      holds | \frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_k \delta^l_j
      fails | \frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_j \delta^l_k
      fails | \frac{\partial C}{\partial w^l_{jk}} = a^{l}_k \delta^l_j
      holds | \frac{\partial C}{\partial w^l} = \delta^l (a^{l-1})^T
      holds | \frac{\partial C}{\partial w^l} = \delta^l {a^{l-1}}^T
      fails | \frac{\partial C}{\partial w^l} = \delta^l a^{l-1}
      unclear[layout] | \frac{\partial C}{\partial w^l} = a^{l-1} (\delta^l)^T
      holds | \delta^L = (a^L - y) \odot \sigma'(z^L)
      fails | \delta^L = (y - a^L) \odot \sigma'(z^L)
      fails | \delta^L = 2 (a^L - y) \odot \sigma'(z^L)
      fails | \delta^L = (a^L - y)
      holds | \delta^L_j = \frac{\partial C}{\partial a^L_j} \sigma'(z^L_j)
      holds | \delta^L_j = \frac{\partial C}{\partial z^L_j}
      holds | \delta^l_j = \sum_k w^{l+1}_{kj} \delta^{l+1}_k \sigma'(z^l_j)
      fails | \delta^l_j = \sum_k w^{l+1}_{jk} \delta^{l+1}_k \sigma'(z^l_j)
      holds | \delta^l_j = \sum_k \frac{\partial C}{\partial z^{l+1}_k} \frac{\partial z^{l+1}_k}{\partial z^l_j}
      holds, holds | z^{l+1}_k = \sum_j w^{l+1}_{kj} a^l_j + b^{l+1}_k = \sum_j w^{l+1}_{kj} \sigma(z^l_j) + b^{l+1}_k
      holds | \frac{\partial z^{l+1}_k}{\partial z^l_j} = w^{l+1}_{kj} \sigma'(z^l_j)
      holds, holds | \frac{\partial C}{\partial b^l_j} = \frac{\partial C}{\partial z^l_j} \frac{\partial z^l_j}{\partial b^l_j} = \delta^l_j
      holds | a^l_j = \sigma\left( \sum_k w^l_{jk} a^{l-1}_k + b^l_j \right)
      holds | a^{l} = \sigma(w^l a^{l-1} + b^l)
      fails | a^{l} = \sigma(w^l a^{l} + b^l)
      holds | C = \frac{1}{2} \sum_j (y_j - a^L_j)^2
      fails | C = \frac{1}{2} \sum_j (y_j - a^{L-1}_j)^2
      holds, holds | C = \frac{1}{2} \|y-a^L\|^2 = \frac12 \sum_j (y_j-a^L_j)^2
      holds | \frac{\partial C}{\partial a^L_j} = (a^L_j - y_j)
      holds | \nabla_{a^L} C = (a^L - y)
      """#)

  static let layersInBrackets = Page(
    name: "layers in brackets",
    net: """
      size L = 3
      index l = 1..L
      size n_0 = 4, n_1 = 3, n_2 = 5, n_3 = 2
      a^{[0]} ∈ R^{n_0}
      W^{[l]} ∈ R^{n_l × n_{l-1}}
      b^{[l]} ∈ R^{n_l}
      y ∈ R^{n_L}
      z^{[l]} = W^{[l]} a^{[l-1]} + b^{[l]}
      a^{[l]} = σ(z^{[l]})
      C = 1/2 ‖y - a^{[L]}‖²
      δ^{[l]} = ∇_{z^{[l]}} C
      """,
    formulas: #"""
      holds | \delta^{[L]} = \nabla_{a^{[L]}} C \odot \sigma'(z^{[L]})
      fails | \delta^{[L]} = \nabla_{a^{[L]}} C \odot \sigma'(a^{[L]})
      fails | \delta^{[L]} = \nabla_{a^{[L]}} C \odot \sigma(z^{[L]})
      fails | \delta^{[L]} = \nabla_{z^{[L]}} C \odot \sigma'(z^{[L]})
      holds | \delta^{[l]} = ((W^{[l+1]})^T \delta^{[l+1]}) \odot \sigma'(z^{[l]})
      fails | \delta^{[l]} = (W^{[l+1]} \delta^{[l+1]}) \odot \sigma'(z^{[l]})
      fails | \delta^{[l]} = ((W^{l})^T \delta^{l}) \odot \sigma'(z^{[l]})
      fails | \delta^{[l]} = ((W^{[l+1]})^T \delta^{[l+1]}) \odot \sigma'(z^{[l+1]})
      fails | \delta^{[l]} = ((W^{[l+1]})^T \delta^{[l+1]}) \sigma'(z^{l})
      holds | \frac{\partial C}{\partial b^{[l]}_j} = \delta^{[l]}_j
      holds | \frac{\partial C}{\partial W^{[l]}_{jk}} = a^{[l-1]}_k \delta^{[l]}_j
      fails | \frac{\partial C}{\partial W^{[l]}_{jk}} = a^{[l-1]}_j \delta^{[l]}_k
      fails | \frac{\partial C}{\partial W^{[l]}_{jk}} = a^{l}_k \delta^{[l]}_j
      holds | \frac{\partial C}{\partial W^{[l]}} = \delta^{[l]} (a^{[l-1]})^T
      holds | \frac{\partial C}{\partial W^{[l]}} = \delta^{[l]} {a^{[l-1]}}^T
      fails | \frac{\partial C}{\partial W^{[l]}} = \delta^{[l]} a^{[l-1]}
      unclear[layout] | \frac{\partial C}{\partial W^{[l]}} = a^{[l-1]} (\delta^{[l]})^T
      holds | \delta^{[L]} = (a^{[L]} - y) \odot \sigma'(z^{[L]})
      fails | \delta^{[L]} = (y - a^{[L]}) \odot \sigma'(z^{[L]})
      fails | \delta^{[L]} = 2 (a^{[L]} - y) \odot \sigma'(z^{[L]})
      fails | \delta^{[L]} = (a^{[L]} - y)
      holds | \delta^{[L]}_j = \frac{\partial C}{\partial a^{[L]}_j} \sigma'(z^{[L]}_j)
      holds | \delta^{[L]}_j = \frac{\partial C}{\partial z^{[L]}_j}
      holds | \delta^{[l]}_j = \sum_k W^{[l+1]}_{kj} \delta^{[l+1]}_k \sigma'(z^{[l]}_j)
      fails | \delta^{[l]}_j = \sum_k W^{[l+1]}_{jk} \delta^{[l+1]}_k \sigma'(z^{[l]}_j)
      holds | \delta^{[l]}_j = \sum_k \frac{\partial C}{\partial z^{[l+1]}_k} \frac{\partial z^{[l+1]}_k}{\partial z^{[l]}_j}
      holds, holds | z^{[l+1]}_k = \sum_j W^{[l+1]}_{kj} a^{[l]}_j + b^{[l+1]}_k = \sum_j W^{[l+1]}_{kj} \sigma(z^{[l]}_j) + b^{[l+1]}_k
      holds | \frac{\partial z^{[l+1]}_k}{\partial z^{[l]}_j} = W^{[l+1]}_{kj} \sigma'(z^{[l]}_j)
      holds, holds | \frac{\partial C}{\partial b^{[l]}_j} = \frac{\partial C}{\partial z^{[l]}_j} \frac{\partial z^{[l]}_j}{\partial b^{[l]}_j} = \delta^{[l]}_j
      holds | a^{[l]}_j = \sigma\left( \sum_k W^{[l]}_{jk} a^{[l-1]}_k + b^{[l]}_j \right)
      holds | a^{l} = \sigma(W^{[l]} a^{[l-1]} + b^{[l]})
      fails | a^{l} = \sigma(W^{[l]} a^{l} + b^{[l]})
      holds | C = \frac{1}{2} \sum_j (y_j - a^{[L]}_j)^2
      fails | C = \frac{1}{2} \sum_j (y_j - a^{[L-1]}_j)^2
      holds, holds | C = \frac{1}{2} \|y-a^{[L]}\|^2 = \frac12 \sum_j (y_j-a^{[L]}_j)^2
      holds | \frac{\partial C}{\partial a^{[L]}_j} = (a^{[L]}_j - y_j)
      holds | \nabla_{a^{[L]}} C = (a^{[L]} - y)
      """#)

  static let chains = Page(
    name: "conditions and chains",
    net: """
      size L = 3
      index l = 1..L
      size n_0 = 4, n_1 = 3, n_2 = 5, n_3 = 2
      a^0 ∈ R^{n_0}
      w^l ∈ R^{n_l × n_{l-1}}
      b^l ∈ R^{n_l}
      y ∈ R^{n_L}
      z^l = w^l a^{l-1} + b^l
      a^l = σ(z^l)
      C = 1/2 ‖y - a^L‖²
      δ^l = ∇_{z^l} C
      """,
    formulas: #"""
      holds | a^l = \sigma(z^l), \quad l = 1, \dots, L
      holds | a^l = \sigma(z^l) \quad \forall l
      holds | \delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma^\prime(z^l) \quad (l = L-1, \dots, 1)
      holds | \delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma^\prime(z^l) \text{ for } l = L-1, L-2, \dots, 1
      holds | \delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma^\prime(z^l) \quad 1 \le l < L
      holds | \delta^l = ((w^{l+1})^T \delta^{l+1}) \odot \sigma^\prime(z^l) \text{ for } l \in \{1, \dots, L-1\}
      holds, holds, holds | \begin{aligned} \frac{\partial C}{\partial w^l_{jk}} &= \frac{\partial C}{\partial z^l_j} \frac{\partial z^l_j}{\partial w^l_{jk}} \\ &= \delta^l_j \frac{\partial z^l_j}{\partial w^l_{jk}} \\ &= \delta^l_j a^{l-1}_k \end{aligned}
      holds, refuted, holds | \begin{aligned} \frac{\partial C}{\partial w^l_{jk}} &= \frac{\partial C}{\partial z^l_j} \frac{\partial z^l_j}{\partial w^l_{jk}} \\ &= -\delta^l_j \frac{\partial z^l_j}{\partial w^l_{jk}} \\ &= \delta^l_j a^{l-1}_k \end{aligned}
      holds, unclear, holds | \begin{aligned} \frac{\partial C}{\partial w^l_{jk}} &= \frac{\partial C}{\partial z^l_j} \frac{\partial z^l_j}{\partial w^l_{jk}} \\ &= \foo \\ &= \delta^l_j a^{l-1}_k \end{aligned}
      holds | \frac{\partial C}{\partial b^l} = \delta^l
      holds | = \nabla_{z^l} C
      fails | = 2 \nabla_{z^l} C
      holds | \begin{align} \delta^L &= \nabla_{a^L} C \odot \sigma^\prime(z^L) \tag{BP1} \end{align}
      holds; holds; holds; holds | \begin{align} \delta^L &= \nabla_{a^L} C \odot \sigma^\prime(z^L) \tag{BP1} \\ \delta^l &= ((w^{l+1})^T \delta^{l+1}) \odot \sigma^\prime(z^l) \tag{BP2} \\ \frac{\partial C}{\partial b^l_j} &= \delta^l_j \tag{BP3} \\ \frac{\partial C}{\partial w^l_{jk}} &= a^{l-1}_k \delta^l_j \tag{BP4} \end{align}
      holds | \mathbf{a}^{l} = \sigma(\mathbf{w}^l \mathbf{a}^{l-1} + \mathbf{b}^l)
      holds | \frac{\partial C}{\partial w^l_{11}} = a^{l-1}_1 \delta^l_1
      fails | \frac{\partial C}{\partial w^l_{12}} = a^{l-1}_1 \delta^l_2
      holds | \frac{\partial C}{\partial w^{2}_{1,2}} = a^{1}_2 \delta^2_1
      holds | \frac{\partial C}{\partial w^l} = \begin{pmatrix} \delta^l_1 a^{l-1}_1 & \dots & \delta^l_1 a^{l-1}_n \\ \vdots & \ddots & \vdots \\ \delta^l_m a^{l-1}_1 & \dots & \delta^l_m a^{l-1}_n \end{pmatrix}
      holds | \frac{\partial C}{\partial w^l_{jk}} = \color{red}{\delta^l_j} a^{l-1}_k
      holds | \dfrac{\partial C}{\partial w^l_{jk}} = \left(a^{l-1}_k\right)\left(\delta^l_j\right).
      holds | \frac{\partial{C}}{\partial{w_{jk}^{l}}} = a_k^{l-1} \delta_j^{l}
      holds | C = \tfrac{1}{2} \lVert y - a^L \rVert^2
      slip | \delta^L = \nabla_{A^L} C \odot \sigma'(z^L)
      slip | \delta^l = ((W^{l+1})^T \delta^{l+1}) \odot \sigma'(z^l)
      slip | \frac{\partial C}{\partial w^L_{jk}} = a^{l-1}_k \delta^l_j
      slip | \frac{\partial C}{\partial w^l_{jk}} = a^{l-1}_K \delta^l_j
      slip | \frac{\partial C}{\partial b^l_{jk}} = \delta^l_j
      """#)
}
